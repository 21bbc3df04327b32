// tests/step/terminal/prompt_test.cpp: a script in, a transcript out; what a test's output can show.
#include "examples/step/terminal/prompt.hpp"

#include <cstdio>
#include <doctest/doctest.h>

#include "examples/step/terminal/line_editor.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("prompt: a script is read to its quit or its end") {
    for (const auto& [text, right] : {std::pair("s\nquit\nblah\n", true), std::pair("s\nblah\ns", false)}) {
        std::FILE* const script = std::tmpfile();
        REQUIRE(script != nullptr);
        std::fputs(text, script);
        std::rewind(script);
        step::Session session(test::recorded_lesson(), {});
        CHECK(step::run_session(session, script) == right);
        CHECK(session.debugger().place.event == (right ? 1 : 2));
        std::fclose(script);
    }
}

TEST_CASE("prompt: the columns are within reason") {
    const step::Look look = step::look_of_standard_output();
    CHECK(look.columns >= 40);
    CHECK(look.columns <= 200);
    static_cast<void>(step::LineEditor::edits());
}
