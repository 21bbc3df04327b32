// tests/step/terminal/check_test.cpp: verdicts as they are shown.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("check: an event, a tensor, everything") {
    step::Session session(test::recorded_lesson(), {});
    session.line("goto output.linear");
    const std::string one = session.line("check");
    CHECK(one.find("computed again in double: ") != std::string::npos);
    CHECK(one.find(": right") != std::string::npos);
    CHECK(one.find("how far x is moved") != std::string::npos);
    CHECK(session.line("check encoder.norm.gain").find(": right") != std::string::npos);
    CHECK(session.line("check source_positions.constant").find("has no gradient to be checked") != std::string::npos);
    CHECK(session.line("check all").find("All is right.") != std::string::npos);
    session.line("goto mean");
    CHECK(session.line("check").find("computed again in double: exact") != std::string::npos);
}

TEST_CASE("check: a recording that is wrong says where") {
    core::trace::Recording recording = test::recorded_lesson();
    recording.graphs[0].contributions[3].numbers.numbers[0] += 0.1F;
    step::Session session(recording, {});
    CHECK(session.line("check all").find("WRONG: ") != std::string::npos);
    CHECK(session.line("check all").find("checks failed.") != std::string::npos);
}
