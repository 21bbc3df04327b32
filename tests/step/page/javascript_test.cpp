// tests/step/page/javascript_test.cpp: the page's own tests, run by node: its engine, and the page in a browser.
#include <cstdlib>
#include <doctest/doctest.h>

#include "core/trace/recording_file.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/page/page.hpp"
#include "tests/skip.hpp"
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

/// The tests of a folder, with these settings of the environment before them.
void run_tests(const std::string& settings, const char* folder) {
    const std::string files = quoted((structure::root() / "tests/step/page" / folder).string()) + "/*_test.js";
    const structure::Outcome ran = structure::run(settings + " node --test " + files + " 2>&1");
    INFO(ran.output);
    CHECK(ran.status == 0);
}

}  // namespace

TEST_CASE("page: its engine, by node") {
    if (!is_here("node")) return test::skip("Node.js is not installed: apt-get install nodejs");
    const test::TemporaryDirectory directory;
    core::trace::write_recording(directory / "lesson.safetensors", step::lesson());
    run_tests("VITRO_RECORDING=" + quoted(directory / "lesson.safetensors"), "engine");
}

TEST_CASE("page: what people see and do, in a browser") {
    if (!is_here("node")) return test::skip("Node.js is not installed: apt-get install nodejs");
    if (!is_here("chromium")) return test::skip("Chromium is not installed: apt-get install chromium");
    if (!std::filesystem::exists(packages()))
        return test::skip(
            "playwright-core and axe-core are not installed: VITRO_REQUIRE=all ./vitro test does, by npm");
    const test::TemporaryDirectory directory;
    step::write_page(directory / "page.html", step::lesson());
    run_tests("NODE_PATH=" + quoted(packages()) +
                  " VITRO_CHROMIUM=\"$(command -v chromium)\" VITRO_PAGE=" + quoted(directory / "page.html"),
              "browser");
}
