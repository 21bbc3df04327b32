// tests/step/terminal/info_test.cpp: the step as a whole; where something is not finite first.
#include <doctest/doctest.h>
#include <limits>

#include "examples/step/museum/museum.hpp"
#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("info: the step, its parameters, its memory") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("info").find("ich möchte ein bier") != std::string::npos);
    CHECK(session.line("info par").find("output.bias") != std::string::npos);
    CHECK(session.line("info memory").find("FLOPs forward") != std::string::npos);
    CHECK(session.line("info breakpoints") == "There are none.\n");
    CHECK(session.line("info weather").starts_with("? there is no topic of info 'weather'; valid are step"));
}

TEST_CASE("info: an exhibit of the museum tells its question and its answer") {
    step::Session lesson(test::recorded_lesson(), {});
    CHECK(lesson.line("info notes") == "There are no notes on this step.\n");
    const step::Shown shown = step::run(step::find_exhibit("nan-from-log-0"));
    step::Session session(*shown.recording, {});
    CHECK(session.greeting().find("info notes tells what to look for") != std::string::npos);
    const std::string text = session.line("info notes");
    for (const char* head : {"Seen\n", "Question\n", "Caught by: first non-finite\n", "Answer\n"})
        CHECK_MESSAGE(text.find(head) != std::string::npos, text);
}

TEST_CASE("info: the first value and the first gradient that are not finite") {
    core::trace::Recording recording = test::recorded_lesson();
    step::Session healthy(recording, {});
    CHECK(healthy.line("info nonfinite") == "first value that is not finite: none\nfirst gradient: none\n");
    const int norm = step::find_value(test::lesson_timeline(), "encoder.norm.layer_norm");
    recording.graphs[0].values[static_cast<std::size_t>(norm)].numbers.numbers[3] =
        std::numeric_limits<float>::quiet_NaN();
    recording.graphs[0].contributions[40].numbers.numbers[0] = std::numeric_limits<float>::infinity();
    step::Session session(recording, {});
    const std::string text = session.line("info nonfinite");
    CHECK(text.find("F encoder.norm.layer_norm") != std::string::npos);
    CHECK(text.find("    v encoder.norm.gain: from ") != std::string::npos);
    CHECK(text.find("first gradient: event 152, ACC ") != std::string::npos);
    CHECK(text.find("    upstream g ") != std::string::npos);
}
