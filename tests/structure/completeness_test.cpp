// tests/structure/completeness_test.cpp: each source has its test, each folder its README, each lesson its output.
#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <filesystem>
#include <set>

#include "tests/structure/project.hpp"

namespace structure {
namespace fs = std::filesystem;

namespace {

/// Folders with no README of their own (nor have those below them): the README above tells what is there.
const std::vector<std::string> kToldOfAbove{
    "examples/vitro/presets",  // configurations, each with its comments
    "tests/consumers",         // programs as their users would write them
    "tests/fixtures/torch",    // numbers, beside the script that made them
    "tests/program",           // with the project as a whole
    "tests/structure",
};
constexpr std::size_t kReadmeLines = 60;
constexpr std::size_t kLessonLines = 120;

/// Where a source's test may be: core/io/layout_header.cpp in tests/core/io/layout_header_test.cpp or, being a part of
/// it, layout_test.cpp; a part of a subject's own folder, nn/data/grammar/verbs.cpp, also in grammar_test.cpp there.
/// The tables of kernels/ share the test of a family.
std::vector<std::string> test_names(const std::string& source) {
    fs::path folder;
    for (const fs::path& part : fs::path(source).parent_path())
        if (part != "reference" && part != "simd") folder /= part;
    std::vector<std::string> names;
    for (std::string stem = fs::path(source).stem(); !stem.empty();) {
        names.push_back("tests" / folder / (stem + "_test.cpp"));
        names.push_back("tests" / folder / (stem + "_f64_test.cpp"));
        const std::size_t cut = stem.rfind('_');
        stem.resize(cut == std::string::npos ? 0 : cut);
    }
    // A subject of its own, nn/data/grammar, is tested as a whole beside the tests of its parts.
    if (std::distance(folder.begin(), folder.end()) > 2)
        names.push_back("tests" / folder / (folder.filename().string() + "_test.cpp"));
    return names;
}

std::set<std::string> folders_with_files() {
    std::set<std::string> folders;
    for (const std::string& file : project_files())
        for (fs::path folder = fs::path(file).parent_path(); !folder.empty(); folder = folder.parent_path())
            folders.insert(folder);
    return folders;
}

/// tests/core/ops, which holds what core/ops/README.md asks for; tests/step is of examples/step.
bool mirrors_a_source_folder(const std::string& folder, const std::set<std::string>& folders) {
    if (!folder.starts_with("tests/")) return false;
    const std::string source = folder.substr(std::string("tests/").size());
    return folders.contains(source) || (source.starts_with("step") && folders.contains("examples/" + source));
}

bool is_told_of_above(const std::string& folder) {
    return std::ranges::any_of(kToldOfAbove, [&](const std::string& exception) {
        return folder == exception || folder.starts_with(exception + "/");
    });
}

}  // namespace

TEST_CASE("a source's test is looked for where it belongs") {
    CHECK(test_names("kernels/simd/gemm.cpp").front() == "tests/kernels/gemm_test.cpp");
    const std::vector<std::string> part = test_names("core/io/safetensors_header.cpp");
    CHECK(std::ranges::count(part, "tests/core/io/safetensors_header_test.cpp") == 1);
    CHECK(std::ranges::count(part, "tests/core/io/safetensors_test.cpp") == 1);
    CHECK(std::ranges::count(part, "tests/core/io_test.cpp") == 0);
    CHECK(test_names("nn/data/grammar/verbs.cpp").back() == "tests/nn/data/grammar/grammar_test.cpp");
}

TEST_CASE("every source has its test") {
    for (const char* layer : {"kernels", "core", "nn"})
        for (const std::string& source : files_in(layer, ".cpp"))
            CHECK_MESSAGE(std::ranges::any_of(test_names(source), is_file),
                          source << " has no test: " << test_names(source).front());
}

TEST_CASE("every family of the reference has its formula written out, for float and for double") {
    const std::string twins = read_text("tests/kernels/reference/reference_f64_test.cpp");
    for (const std::string& source : files_in("kernels/reference", ".cpp")) {
        if (source == "kernels/reference/table.cpp") continue;
        const std::string test = "tests/" + fs::path(source).replace_extension().string() + "_test.cpp";
        CHECK_MESSAGE(is_file(test), source << " has no test: " << test);
        CHECK_MESSAGE(twins.find('"' + test + '"') != std::string::npos, test << " does not run with doubles");
    }
}

TEST_CASE("every test checks something") {
    for (const std::string& test : files_in("tests", "_test.cpp")) {
        const std::string text = read_text(test);
        const bool is_twin = text.find("_test.cpp\"") != std::string::npos;  // includes the test to run it with doubles
        if (is_twin) continue;
        const std::string code = without_comments(text);
        std::size_t start = code.find("TEST_CASE");
        CHECK_MESSAGE(start != std::string::npos, test << " has no test case");
        while (start != std::string::npos) {
            const std::size_t end = code.find("TEST_CASE", start + 1);
            const std::string body = code.substr(start, end - start);
            const bool checks = std::ranges::any_of(std::array{"CHECK", "REQUIRE", "check"}, [&](const char* word) {
                return body.find(word) != std::string::npos;
            });
            CHECK_MESSAGE(checks, test << " checks nothing in " << body.substr(0, body.find('\n')));
            start = end;
        }
    }
}

TEST_CASE("every folder has a README of one screen") {
    const std::set<std::string> folders = folders_with_files();
    for (const std::string& folder : folders) {
        const std::string readme = folder + "/README.md";
        const bool is_for_tools = folder.starts_with('.');
        if (is_for_tools || mirrors_a_source_folder(folder, folders) || is_told_of_above(folder)) continue;
        CHECK_MESSAGE(is_file(readme), readme << " is not there");
        const std::size_t lines = is_file(readme) ? lines_of(read_text(readme)).size() : 0;
        CHECK_MESSAGE(lines <= kReadmeLines, readme << " has " << lines << " lines");
    }
}

TEST_CASE("a folder without a README is told of in the one above") {
    const std::set<std::string> folders = folders_with_files();
    for (const std::string& folder : kToldOfAbove) {
        const std::string above = fs::path(folder).parent_path() / "README.md";
        const std::string name = fs::path(folder).filename();
        CHECK_MESSAGE(folders.contains(folder), folder << " is an exception that is not needed");
        CHECK_MESSAGE(read_text(above).find(name) != std::string::npos, above << " does not name " << name);
    }
}

TEST_CASE("every lesson is short, and what it prints is written down") {
    for (const std::string& lesson : files_in("examples/lessons", ".cpp")) {
        const std::size_t lines = lines_of(read_text(lesson)).size();
        CHECK_MESSAGE(lines < kLessonLines, lesson << " has " << lines << " lines");
        const std::string expected = fs::path(lesson).replace_extension(".expected.txt");
        CHECK_MESSAGE(is_file(expected), expected << " is not there");
    }
}

}  // namespace structure
