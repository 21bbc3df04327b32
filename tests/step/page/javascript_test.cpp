// tests/step/page/javascript_test.cpp: the page's own tests, run by node: its engine, and the page in a browser.
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/trace/recording_file.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/lessons/lessons.hpp"
#include "examples/step/museum/museum.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/page/page.hpp"
#include "tests/skip.hpp"
#include "tests/step/own/small_runs.hpp"
#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using structure::quoted;

namespace {

bool is_here(const char* tool) {
    return structure::run(std::string("command -v ") + tool + " >/dev/null").status == 0;
}

/// Where `./vitro test` puts the packages that package.json names.
std::string packages() {
    const char* const named = std::getenv("VITRO_NODE_MODULES");
    return named ? named : (structure::root() / "build/node/node_modules").string();
}

/// The tests that a pattern of the shell names, with these settings of the environment before them.
bool pass(const std::string& settings, const std::string& pattern) {
    const std::string files = quoted((structure::root() / "tests/step/page").string()) + "/" + pattern;
    const structure::Outcome ran = structure::run(settings + " node --test " + files + " 2>&1");
    if (ran.status != 0) MESSAGE(ran.output);
    return ran.status == 0;
}

/// Skips, and returns true, where something is lacking.
bool lacks_a_browser() {
    const char* lacking = nullptr;
    if (!is_here("node")) lacking = "Node.js is not installed: apt-get install nodejs";
    if (!is_here("chromium")) lacking = "Chromium is not installed: apt-get install chromium";
    if (!std::filesystem::exists(packages()))
        lacking = "playwright-core and axe-core are not installed: VITRO_REQUIRE=all ./vitro test does, by npm";
    if (lacking != nullptr) test::skip(lacking);
    return lacking != nullptr;
}

bool pass_in_a_browser(const std::string& pattern, const std::string& settings) {
    return pass("NODE_PATH=" + quoted(packages()) + " VITRO_CHROMIUM=\"$(command -v chromium)\" " + settings,
                "browser/" + pattern);
}

bool pass_with_the_lesson(const std::string& pattern) {
    const test::TemporaryDirectory directory;
    step::write_page(directory / "page.html", step::lesson());
    return pass_in_a_browser(pattern, "VITRO_PAGE=" + quoted(directory / "page.html"));
}

}  // namespace

TEST_CASE("page: its engine, by node") {
    if (!is_here("node")) return test::skip("Node.js is not installed: apt-get install nodejs");
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
    if (lacks_a_browser()) return;
    CHECK(pass_with_the_lesson("[vw]*_test.js"));
}

TEST_CASE("page: its looks in a browser: nothing cut, nothing that keeps anybody out") {
    if (lacks_a_browser()) return;
    CHECK(pass_with_the_lesson("look_test.js"));
}

TEST_CASE("page: of the museum's exhibits, the other lessons and steps of one's own, in a browser") {
    if (lacks_a_browser()) return;
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
