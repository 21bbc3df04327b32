// tests/step/terminal/jump_test.cpp: goto and twin can be undone, from inside of an expansion too.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("jump: there, to the twin, and back") {
    step::Session session(test::recorded_lesson(), {});
    session.line("goto output.linear");
    CHECK(session.line("twin").find("B  output.linear") != std::string::npos);
    CHECK(session.line("undo").find("F  output.linear") != std::string::npos);
    CHECK(session.line("redo").find("B  output.linear") != std::string::npos);
    CHECK(session.line("redo") == "? there is no jump to do again\n");
    session.line("undo");
    session.line("undo");
    CHECK(session.debugger().place == step::Place{0, 0});
    CHECK(session.line("undo") == "? there is no jump to undo\n");
}

TEST_CASE("jump: what has no twin says so, and goto leaves an expansion") {
    step::Session session(test::recorded_lesson(), {});
    session.line("goto mean");
    CHECK(session.line("twin") == "? MEAN mean has no twin in the other direction\n");
    session.line("goto decoder.layers.0.self_attn.attention");
    session.line("stepi");
    session.line("goto L");
    CHECK(!session.debugger().in_expansion());
    CHECK(session.prompt() == "(LOSS 94) ");
    CHECK(session.line("goto").starts_with("? goto needs"));
}
