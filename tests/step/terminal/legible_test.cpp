// tests/step/terminal/legible_test.cpp: a hostile title is a title, and letters of any language stay.
#include "examples/step/terminal/legible.hpp"

#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("legible: what a terminal would obey is shown instead, wherever it stands") {
    core::trace::Recording recording = test::recorded_lesson();
    recording.title = "möchte \x1b[2J\a";
    recording.notes = {{"Seen\x7f",
                        "a\nb \xC2\x9b"
                        "31m"}};
    recording.labels[0].words[0] = "\n";
    recording.graphs[0].values[0].name = "w\r";
    recording.graphs[0].ops[0].path = "p\x1b";
    step::make_legible(recording);
    CHECK(recording.title == "möchte ?[2J?");
    CHECK(recording.notes[0].head == "Seen?");
    CHECK(recording.notes[0].text == "a\\nb ?31m");
    CHECK(recording.labels[0].words[0] == "\\n");
    CHECK(recording.graphs[0].values[0].name == "w?");
    CHECK(recording.graphs[0].ops[0].path == "p?");
    step::Session session(recording, {});
    CHECK(session.greeting().find('\x1b') == std::string::npos);
}
