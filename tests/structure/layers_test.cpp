// tests/structure/layers_test.cpp: kernels <- core <- nn <- examples, read from the #include lines and the words of the
// sources.
#include <algorithm>
#include <doctest/doctest.h>
#include <regex>

#include "tests/structure/project.hpp"

namespace structure {
namespace {

struct Layer {
    std::string folder;
    std::vector<std::string> may_include;  ///< whole folders end with a slash
};
const std::vector<Layer> kLayers{
    {"kernels", {"kernels/"}},
    {"core", {"core/", "kernels/kernels.hpp", "kernels/real.hpp", "kernels/philox.hpp"}},
    {"nn", {"nn/", "core/"}},
    {"examples", {"examples/", "nn/", "core/"}},
};

std::string at_line(const std::string& path, std::size_t index, const std::string& line) {
    return path + ":" + std::to_string(index + 1) + ": " + line;
}

bool may_include(const Layer& layer, const std::string& header) {
    return std::ranges::any_of(layer.may_include, [&](const std::string& allowed) {
        return allowed.ends_with('/') ? header.starts_with(allowed) : header == allowed;
    });
}

std::vector<std::string> wrong_includes(const Layer& layer, const std::string& path, const std::string& text) {
    static const std::regex include(R"re(\s*#\s*include\s*"([^"]+)".*)re");
    std::vector<std::string> wrong;
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (std::regex_match(lines[i], match, include) && !may_include(layer, match[1]))
            wrong.push_back(at_line(path, i, lines[i]));
    }
    return wrong;
}

std::vector<std::string> lines_with(const std::regex& word, const std::string& path, const std::string& text) {
    std::vector<std::string> found;
    const std::vector<std::string> code = lines_of(without_comments(text));
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t i = 0; i < code.size(); ++i)
        if (std::regex_search(code[i], word)) found.push_back(at_line(path, i, lines[i]));
    return found;
}

const std::regex kXsimd(R"(\bxsimd\b)");
/// A name of the kernels' own namespace; core::runtime::kernels(), the table in use, is none.
const std::regex kKernels(R"(\bkernels\s*::)");
/// What starts threads.
const std::regex kThreads(R"(\bstd::(async|j?thread\b(?!::hardware_concurrency))|\bpthread_\w+|\bomp\b|\bomp_\w+)");

/// Where a word stands in the code of the layers, but for the folder or file that it belongs to.
std::vector<std::string> strays(const std::regex& word, const std::string& home) {
    std::vector<std::string> found;
    for (const Layer& layer : kLayers)
        for (const std::string& path : code_in(layer.folder))
            if (!path.starts_with(home))
                std::ranges::copy(lines_with(word, path, read_text(path)), std::back_inserter(found));
    return found;
}

}  // namespace

TEST_CASE("an #include against the arrows is found") {
    CHECK(wrong_includes(kLayers[0], "kernels/a.cpp", "#include <vector>\n#include \"core/op.hpp\"") ==
          std::vector<std::string>{"kernels/a.cpp:2: #include \"core/op.hpp\""});
    CHECK(wrong_includes(kLayers[1], "core/a.cpp", "#include \"kernels/threads.hpp\"").size() == 1);
    CHECK(wrong_includes(kLayers[1], "core/a.cpp", "#include \"kernels/kernels.hpp\"").empty());
    CHECK(wrong_includes(kLayers[2], "nn/a.cpp", "  #  include \"kernels/kernels.hpp\"  // why").size() == 1);
    CHECK(wrong_includes(kLayers[2], "nn/a.cpp", "#include \"module.hpp\"").size() == 1);
    CHECK(wrong_includes(kLayers[3], "examples/a.cpp", "#include \"tests/a.hpp\"").size() == 1);
}

TEST_CASE("a word is found in code, not in comments") {
    CHECK(lines_with(kXsimd, "a.cpp", "// xsimd\nxsimd::batch<float> x;").size() == 1);
    CHECK(lines_with(kXsimd, "a.cpp", "#include <xsimd/xsimd.hpp>").size() == 1);
    CHECK(lines_with(kKernels, "a.cpp", "int n = kernels::cpu().physical_cores;").size() == 1);
    CHECK(lines_with(kKernels, "a.cpp", "core::runtime::kernels().name;").empty());
    CHECK(lines_with(kThreads, "a.cpp", "#pragma omp parallel\nint n = omp_get_num_threads();\nint compute;").size() ==
          2);
    CHECK(lines_with(kThreads, "a.cpp", "std::thread other(run);\nstd::this_thread::yield();").size() == 1);
}

TEST_CASE("every #include follows the arrows") {
    for (const Layer& layer : kLayers)
        for (const std::string& path : code_in(layer.folder)) {
            const std::vector<std::string> wrong = wrong_includes(layer, path, read_text(path));
            CHECK_MESSAGE(wrong.empty(), layer.folder << " may include " << listed(layer.may_include) << listed(wrong));
        }
}

TEST_CASE("xsimd is named in kernels/simd only, and included by vec.hpp only") {
    const std::vector<std::string> named = strays(kXsimd, "kernels/simd/");
    CHECK_MESSAGE(named.empty(), listed(named));
    const std::vector<std::string> included = strays(std::regex(R"(#\s*include\s*<xsimd)"), "kernels/simd/vec.hpp");
    CHECK_MESSAGE(included.empty(), listed(included));
}

TEST_CASE("nn and examples name nothing of the kernels, even where core's headers show it to them") {
    for (const char* folder : {"nn", "examples"})
        for (const std::string& path : code_in(folder)) {
            const std::vector<std::string> named = lines_with(kKernels, path, read_text(path));
            CHECK_MESSAGE(named.empty(), "core/runtime.hpp is the door:" << listed(named));
        }
}

TEST_CASE("threads are started in one file only") {
    const std::vector<std::string> named = strays(kThreads, "kernels/team.");
    CHECK_MESSAGE(named.empty(), listed(named));
}

}  // namespace structure
