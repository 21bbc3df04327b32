// tests/step/terminal/quiz_test.cpp: guesses, right and wrong.
#include "examples/step/terminal/quiz.hpp"

#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("quiz: every question's own answer is right, and there are questions of seven kinds") {
    step::Session session(test::recorded_lesson(), {});
    session.line("quiz on");
    int asked = 0;
    for (int t = 0; t < test::lesson_timeline().size(); ++t) {
        session.line("goto " + std::to_string(t));
        if (!session.debugger().question) continue;
        const std::string answer = session.debugger().question->answer;
        CHECK(session.line(answer).starts_with("Right."));
        ++asked;
    }
    CHECK(asked > 200);
    CHECK(session.debugger().right == asked);
}

TEST_CASE("quiz: numbers are hidden until something is guessed, a near number counts") {
    step::Session session(test::recorded_lesson(), {});
    session.line("quiz on");
    CHECK(session.line("goto L").find("20.2") == std::string::npos);
    CHECK(session.line("2.9").starts_with("Right."));
    session.line("goto F5");
    CHECK(session.line("2x2").starts_with("No: 1x6x16."));
    CHECK(session.line("quiz off").find("1 of 2") != std::string::npos);
    CHECK(session.line("goto L").find("20.2") != std::string::npos);
}
