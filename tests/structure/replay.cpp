// tests/structure/replay.cpp: runs a lesson, or the commands that a README shows, and compares what they print.
//
//   replay lesson PROGRAM EXPECTED   the first line of EXPECTED may state "tolerance=1e-3"; the rest is the output
//   replay readme README SCRATCH     commands run in the folder SCRATCH, where the project's files are linked
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <span>

#include "tests/structure/markdown.hpp"
#include "tests/structure/printed.hpp"
#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"

namespace structure {
namespace {
namespace fs = std::filesystem;

/// Prints what is wrong with the outcome of `what`, and everything it printed.
bool agrees(const std::string& what, const Outcome& outcome, const std::string* expected, double tolerance) {
    std::optional<std::string> wrong;
    if (expected) wrong = difference(*expected, outcome.output, tolerance);
    if (outcome.status != 0) wrong = fmt::format("ended with status {}", outcome.status);
    if (wrong) fmt::print("{}: {}\nIt printed:\n{}\n", what, *wrong, outcome.output);
    return !wrong;
}

bool replay_lesson(const std::string& program, const fs::path& expected_file) {
    std::string expected = read_text(expected_file);
    double tolerance = 0;
    if (expected.starts_with("tolerance=")) {
        const std::size_t end = expected.find('\n');
        tolerance = std::stod(expected.substr(expected.find('=') + 1));
        expected.erase(0, end + 1);
    }
    return agrees(fs::path(program).filename(), run(quoted(program)), &expected, tolerance);
}

/// A fresh folder in which the project seems to lie, so that what commands write stays out of it.
void prepare(const fs::path& scratch) {
    fs::remove_all(scratch);
    fs::create_directories(scratch);
    for (const fs::directory_entry& entry : fs::directory_iterator(root())) {
        const fs::path name = entry.path().filename();
        if (name != "build" && name != "runs") fs::create_symlink(entry.path(), scratch / name);
    }
}

bool replay_readme(const std::string& readme, const fs::path& scratch) {
    prepare(scratch);
    bool all_agree = true;
    for (const Example& example : examples_of(read_text(readme))) {
        const std::string command =
            fmt::format("cd {} && bash -euo pipefail -c {}", quoted(scratch), quoted(example.commands.text));
        const std::string* expected = example.output.language.empty() ? nullptr : &example.output.text;
        const std::string what = fmt::format("{}:{}", readme, example.commands.line);
        all_agree &= agrees(what, run(command), expected, example.output.value("tolerance", 0));
    }
    return all_agree;
}

bool replay(std::span<const std::string> arguments) {
    if (arguments.size() == 3 && arguments[0] == "lesson") return replay_lesson(arguments[1], arguments[2]);
    if (arguments.size() == 3 && arguments[0] == "readme") return replay_readme(arguments[1], arguments[2]);
    fmt::print("replay: lesson PROGRAM EXPECTED, or readme README SCRATCH\n");
    return false;
}

}  // namespace
}  // namespace structure

int main(int argc, char** argv) try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return structure::replay(arguments) ? 0 : 1;
} catch (const std::exception& error) {
    fmt::print("replay: {}\n", error.what());
    return 1;
}
