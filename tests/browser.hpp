// tests/browser.hpp: what the tests need that look at a page in a browser.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/skip.hpp"
#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"

namespace vitro::test {

inline bool is_here(const char* tool) {
    return structure::run(std::string("command -v ") + tool + " >/dev/null").status == 0;
}

/// Where `./vitro test` puts the packages that tests/step/page/package.json names.
inline std::string node_packages() {
    const char* const named = std::getenv("VITRO_NODE_MODULES");
    return named ? named : (structure::root() / "build/node/node_modules").string();
}

/// Skips, and returns true, where something is lacking.
inline bool lacks_a_browser() {
    const char* lacking = nullptr;
    if (!is_here("node")) lacking = "Node.js is not installed: apt-get install nodejs";
    if (!is_here("chromium")) lacking = "Chromium is not installed: apt-get install chromium";
    if (!std::filesystem::exists(node_packages()))
        lacking = "playwright-core and axe-core are not installed: VITRO_REQUIRE=all ./vitro test does, by npm";
    if (lacking != nullptr) skip(lacking);
    return lacking != nullptr;
}

/// Runs the tests that a pattern of the shell names, with these settings of the environment before them.
inline structure::Outcome run_node_tests(const std::string& settings, const std::string& pattern) {
    return structure::run("NODE_PATH=" + structure::quoted(node_packages()) +
                          " VITRO_CHROMIUM=\"$(command -v chromium)\" " + settings + " node --test " +
                          structure::quoted(structure::root().string()) + "/" + pattern + " 2>&1");
}

}  // namespace vitro::test
