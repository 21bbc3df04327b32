// tests/step/terminal/stops_test.cpp: who wrote this, going back; where does that happen, going on.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("stops: reverse-continue on a watchpoint finds who wrote a gradient") {
    step::Session session(test::recorded_lesson(), {});
    session.line("watch g:encoder.layers.0.norm1.layer_norm");
    session.line("goto end");
    const std::string text = session.line("rc");
    CHECK(text.starts_with("Watchpoint 1: g:encoder.layers.0.norm1.layer_norm"));
    CHECK(text.find("self_attn.query.linear") != std::string::npos);
    session.line("rc");
    session.line("rc");
    CHECK(session.line("rc").starts_with("This is the beginning."));
}

TEST_CASE("stops: breakpoints forwards, numbered, removed") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("break op:attention") == "Breakpoint 1: op:attention, at 15 events\n");
    CHECK(session.line("b op:embedding kind:F") == "Breakpoint 2: op:embedding kind:F, at 2 events\n");
    CHECK(session.line("c").starts_with("Breakpoint 2"));
    CHECK(session.line("delete 2") == "2 is gone.\n");
    CHECK(session.line("c").starts_with("Breakpoint 1"));
    CHECK(session.line("delete").starts_with("All breakpoints"));
    CHECK(session.line("c").starts_with("No breakpoints are set. This is the end."));
    CHECK(session.line("watch absmax(g)>1e9") == "Watchpoint 3: absmax(g)>1e9, at 0 events\n");
}

TEST_CASE("stops: a list by a condition, sorted") {
    step::Session session(test::recorded_lesson(), {});
    const std::string text = session.line("find kind:ACC sort:norm");
    CHECK(text.starts_with("98 of 285 events, the first 40:\n  100 ACC  output.weight"));
    CHECK(session.line("find kind:F sort:time").find(" us") != std::string::npos);
    CHECK(session.line("find attention").find("of 285 events") != std::string::npos);
    CHECK(session.line("find kind:F sort:colour") == "? sort: valid are norm, bytes, time\n");
}

TEST_CASE("stops: what no event of the step meets is looked for inside of fused ops, in both directions") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("break op:exp") ==
          "Breakpoint 1: op:exp, at 0 events of the step and 12 inside of its fused ops\n");
    CHECK(session.line("c").find("(in the expansion)") != std::string::npos);
    CHECK(session.prompt().find(" of attention) ") != std::string::npos);
    session.line("finish");
    const std::string there = session.prompt();
    session.line("c");
    CHECK(session.prompt().find(" of attention) ") != std::string::npos);
    session.line("rc");  // in this one there is no other: back in the step, and into the one before
    session.line("finish");
    CHECK(session.prompt() == there);
    session.line("goto end");
    CHECK(session.line("rc").find("(in the expansion)") != std::string::npos);
    CHECK(session.prompt().starts_with("(ACC "));
}
