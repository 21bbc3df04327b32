// tests/step/page/javascript_test.cpp: the page's own tests, run by node: its engine, and the page in a browser.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/trace/recording_file.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/lessons/lessons.hpp"
#include "examples/step/museum/museum.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/page/page.hpp"
#include "tests/browser.hpp"
#include "tests/skip.hpp"
#include "tests/step/own/small_runs.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using structure::quoted;

namespace {

/// The tests that a pattern of the shell names, with these settings of the environment before them.
bool pass(const std::string& settings, const std::string& pattern) {
    const structure::Outcome ran = test::run_node_tests(settings, "tests/step/page/" + pattern);
    if (ran.status != 0) MESSAGE(ran.output);
    return ran.status == 0;
}

bool pass_in_a_browser(const std::string& pattern, const std::string& settings) {
    return pass(settings, "browser/" + pattern);
}

bool pass_with_the_lesson(const std::string& pattern) {
    const test::TemporaryDirectory directory;
    step::write_page(directory / "page.html", step::lesson());
    return pass_in_a_browser(pattern, "VITRO_PAGE=" + quoted(directory / "page.html"));
}

}  // namespace

TEST_CASE("page: its engine, by node") {
    if (!test::is_here("node")) return test::skip("Node.js is not installed: apt-get install nodejs");
    const test::TemporaryDirectory directory;
    core::trace::write_recording(directory / "lesson.safetensors", step::lesson());
    std::filesystem::create_directory(directory.path() / "own");
    test::SmallRuns runs;
    int number = 0;
    for (const test::OwnExample& own : runs.examples())
        core::trace::write_recording(directory / fmt::format("own/{}.safetensors", number++),
                                     step::own_step(own.run, own.text, own.target));
    CHECK(pass("VITRO_RECORDING=" + quoted(directory / "lesson.safetensors") +
                   " VITRO_RECORDINGS=" + quoted(directory / "own"),
               "engine/*_test.js"));
    CHECK(pass("", "app/*_test.js"));
}

TEST_CASE("page: walked through in a browser, by its keys") {
    if (test::lacks_a_browser()) return;
    CHECK(pass_with_the_lesson("[vw]*_test.js"));
}

TEST_CASE("page: its looks in a browser: nothing cut, nothing that keeps anybody out") {
    if (test::lacks_a_browser()) return;
    CHECK(pass_with_the_lesson("look_test.js"));
}

TEST_CASE("page: of the museum's exhibits, the other lessons and steps of one's own, in a browser") {
    if (test::lacks_a_browser()) return;
    const test::TemporaryDirectory directory;
    for (const step::Exhibit& exhibit : step::exhibits())
        if (const step::Shown shown = step::run(exhibit); shown.recording)
            step::write_page(directory / (std::string(exhibit.name) + ".html"), *shown.recording);
    for (const char* lesson : {"chain", "attention", "decoder"})
        step::write_page(directory / (std::string(lesson) + ".html"), step::record_lesson(lesson, step::kLessonStep));
    test::SmallRuns runs;
    step::write_page(directory / "own-text.html", step::own_step(runs.language(), "xyz\nab", ""));
    step::write_page(directory / "own-line.html", step::own_step(runs.classify(), "a sun", "yes"));
    CHECK(pass_in_a_browser("others_test.js", "VITRO_PAGES=" + quoted(directory.path().string())));
}
