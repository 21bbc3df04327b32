// tests/step/terminal/walk_test.cpp: steps, modules, expansions; forwards and backwards.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

namespace {

/// The event after each line, of the step or of the expansion.
std::vector<int> walked(step::Session& session, std::initializer_list<const char*> lines) {
    std::vector<int> events;
    for (const char* line : lines) {
        session.line(line);
        events.push_back(session.debugger().place.event);
    }
    return events;
}

}  // namespace

TEST_CASE("walk: steps forwards, backwards and forwards show the same cards") {
    step::Session session(test::recorded_lesson(), {});
    std::vector<std::string> cards{session.line("card")};
    for (int t = 1; t < 285; ++t) cards.push_back(session.line("s"));
    CHECK(session.line("s").starts_with("This is the end of the recorded step."));
    for (int t = 283; t >= 0; --t) REQUIRE(session.line("rs") == cards[static_cast<std::size_t>(t)]);
    CHECK(session.line("rs").starts_with("This is the beginning"));
    for (int t = 1; t < 285; ++t) REQUIRE(session.line("s") == cards[static_cast<std::size_t>(t)]);
}

TEST_CASE("walk: over modules and out of them") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(walked(session, {"goto F4", "n", "rn", "s 3", "finish"}) == std::vector<int>{57, 58, 57, 60, 63});
    CHECK(walked(session, {"goto F5", "finish"}) == std::vector<int>{58, 63});  // out of self_attn.query: self_attn
}

TEST_CASE("walk: into every fused op, forwards and backwards, and out again") {
    step::Session session(test::recorded_lesson(), {});
    const step::Timeline& timeline = test::lesson_timeline();
    for (int t = 0; t < timeline.size(); ++t) {
        const int op = timeline.op_at(t);
        const auto kind = timeline.event(t).kind;
        if (op < 0 || timeline.op(op).expansion < 0 || kind == core::trace::EventKind::accumulate) continue;
        session.line("goto " + std::to_string(t));
        CHECK(session.line("stepi").starts_with("Into " + timeline.op(op).op));
        CHECK(session.debugger().in_expansion());
        for (int i = 0; i < 70; ++i) session.line("s");
        CHECK(session.understood());
        session.line("finish");
        CHECK(session.debugger().place == step::Place{0, t});
    }
    CHECK(session.line("goto F0").size() > 0);
    CHECK(session.line("stepi").starts_with("Nothing to open here"));
}
