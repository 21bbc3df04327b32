// tests/structure/text_test.cpp: what no file of the project may hold, and how long it may be.
#include <cstdint>
#include <doctest/doctest.h>
#include <filesystem>
#include <regex>

#include "tests/structure/project.hpp"

namespace structure {
namespace {

constexpr std::uintmax_t kLargestFile = 1'000'000;
constexpr std::size_t kHeaderLines = 150, kSourceLines = 250;

/// Marks of unfinished work, and folders that only one machine has. (Written in pieces, so as not to find themselves.)
const std::regex kForbidden(
    "\\b(TO"
    "DO|FIX"
    "ME|X"
    "XX)\\b|(^|[^\\w.])/(home|root|Users|work)/\\w");

bool is_text(const std::string& content) {
    return content.find('\0') == std::string::npos;
}

std::vector<std::string> forbidden_lines(const std::string& path, const std::string& text) {
    std::vector<std::string> found;
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (std::regex_search(lines[i], kForbidden))
            found.push_back(path + ":" + std::to_string(i + 1) + ": " + lines[i]);
    return found;
}

}  // namespace

TEST_CASE("unfinished work and a machine's own paths are found") {
    CHECK(forbidden_lines("a",
                          "x\n// TO"
                          "DO: y") == std::vector<std::string>{"a:2: // TO"
                                                               "DO: y"});
    CHECK(forbidden_lines("a",
                          "open(\"/ho"
                          "me/me/data\")")
              .size() == 1);
    CHECK(forbidden_lines("a",
                          "see ../wo"
                          "rk/main and https://host/ro"
                          "ot/x")
              .empty());
}

TEST_CASE("no file holds unfinished work or a machine's own paths") {
    for (const std::string& path : project_files()) {
        const std::string content = read_text(path);
        if (!is_text(content)) continue;
        const std::vector<std::string> found = forbidden_lines(path, content);
        CHECK_MESSAGE(found.empty(), listed(found));
    }
}

TEST_CASE("no file is larger than a megabyte") {
    for (const std::string& path : project_files())
        CHECK_MESSAGE(std::filesystem::file_size(root() / path) <= kLargestFile, path);
}

TEST_CASE("headers and sources are as short as CONTRIBUTING.md says") {
    for (const std::string& path : code_in("")) {
        const std::size_t lines = lines_of(read_text(path)).size();
        const std::size_t limit = path.ends_with(".hpp") ? kHeaderLines : kSourceLines;
        CHECK_MESSAGE(lines <= limit, path << " has " << lines << " lines, " << limit << " are allowed");
    }
}

TEST_CASE("every source begins with its path and purpose") {
    for (const std::string& path : code_in("")) {
        const std::string text = read_text(path);
        CHECK_MESSAGE(text.starts_with("// " + path + ": "),
                      path << " begins with " << text.substr(0, text.find('\n')));
    }
}

}  // namespace structure
