// tests/step/terminal/ask_test.cpp: why, of tensors, numbers, updates.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("ask: shares, the way to the loss, other ways, of what is in focus too") {
    step::Session session(test::recorded_lesson(), {});
    session.line("goto encoder.layers.0.norm1.layer_norm");
    const std::string text = session.line("why");
    for (const char* part : {"of 3 contributions", "shares sum to 100.0 %", "Along the largest share", "cross_entropy",
                             "ways with the largest shares"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part);
}

TEST_CASE("ask: every gradient of the lesson has an answer") {
    step::Session session(test::recorded_lesson(), {});
    for (const core::trace::Value& value : test::recorded_lesson().step().values) {
        CHECK(!session.line("why g:" + value.name).empty());
        CHECK_MESSAGE(session.understood(), value.name);
    }
}

TEST_CASE("ask: what cannot be asked") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("why v:output.weight").starts_with("? why explains gradients"));
    CHECK(session.line("why u:output.weight").starts_with("? why u: needs one weight"));
    CHECK(session.line("why u:output.linear[0,0,0]").starts_with("? output.linear: it is no parameter"));
}
