// tests/step/museum/museum_test.cpp: laws of all exhibits: texts, the check that catches it, a recording that opens.
#include "examples/step/museum/museum.hpp"

#include <doctest/doctest.h>
#include <set>

#include "core/trace/recording_file.hpp"
#include "examples/step/analysis/timeline.hpp"
#include "examples/step/terminal/session.hpp"
#include "tests/error_of.hpp"
#include "tests/step/museum/shown.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;

namespace {

const std::set<std::string_view> kRefused{"missing-un-broadcast"};  // there is no wrong run

}  // namespace

TEST_CASE("museum: names are words with hyphens, texts are sentences") {
    std::set<std::string_view> names;
    for (const step::Exhibit& exhibit : step::exhibits()) {
        CAPTURE(exhibit.name);
        CHECK(names.insert(exhibit.name).second);
        CHECK(exhibit.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-0") == std::string_view::npos);
        CHECK(!exhibit.title.empty());
        CHECK(exhibit.symptom.ends_with("."));
        CHECK(exhibit.question.ends_with("?"));
        CHECK(exhibit.explanation.ends_with("."));
        CHECK(exhibit.explanation.size() < 600);
    }
    CHECK(names.size() == 10);
}

TEST_CASE("museum: the check that is named fails for the wrong variant and passes for the right one") {
    for (const step::Exhibit& exhibit : step::exhibits()) {
        CAPTURE(exhibit.name);
        const step::Shown shown = step::run(exhibit);
        REQUIRE(!shown.verdicts.empty());
        CHECK(shown.verdicts.front().check == exhibit.caught_by);
        for (const step::Verdict& verdict : shown.verdicts) {
            CHECK_MESSAGE(verdict.right_passes, verdict.check << ": " << verdict.of_right);
            CHECK(!verdict.of_wrong.empty());
            CHECK(!verdict.of_right.empty());
        }
        CHECK_MESSAGE(shown.verdicts.front().catches(), shown.verdicts.front().of_wrong);
        CHECK(!shown.figures.empty());
        CHECK(shown.recording.has_value() == !kRefused.contains(exhibit.name));
    }
}

TEST_CASE("museum: the wrong run is a file like any other, and the debugger walks through it and back") {
    const test::TemporaryDirectory directory;
    for (const step::Exhibit& exhibit : step::exhibits()) {
        const step::Shown shown = step::run(exhibit);
        if (!shown.recording) continue;
        CAPTURE(exhibit.name);
        const std::string path = directory / "wrong.safetensors";
        core::trace::write_recording(path, *shown.recording);
        const core::trace::Recording read = core::trace::read_recording(path);
        CHECK(core::trace::recording_bytes(read) == core::trace::recording_bytes(*shown.recording));
        CHECK(core::trace::recording_bytes(read).size() < 1'000'000);
        CHECK(read.notes.size() == 3 + shown.verdicts.size());
        CHECK(read.notes.back().text == exhibit.explanation);
        step::Session session(read, {});
        for (const char* line : {"goto end", "reverse-step", "goto start", "next"}) {
            CAPTURE(line);
            CHECK(!session.line(line).empty());
            CHECK(session.understood());
        }
    }
}

TEST_CASE("museum: what is none is refused with the names that are") {
    const std::string error = test::error_of([] { step::find_exhibit("off-by-one"); });
    CHECK(error.starts_with("[museum] there is no exhibit 'off-by-one'; valid are forgotten-zero-grad, "));
    for (const step::Exhibit& exhibit : step::exhibits()) CHECK(error.find(exhibit.name) != std::string::npos);
    step::Exhibit own;
    own.name = "own";
    CHECK(test::error_of([&] { step::run(own); }).starts_with("[museum] there is no exhibit 'own'"));
}
