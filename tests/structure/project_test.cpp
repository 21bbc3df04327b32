// tests/structure/project_test.cpp: what the other tests of this folder read the project with.
#include "tests/structure/project.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "tests/structure/shell.hpp"

namespace structure {

TEST_CASE("the project's files are found") {
    const std::vector<std::string> code = code_in("tests/structure");
    CHECK(std::ranges::count(code, "tests/structure/project_test.cpp") == 1);
    CHECK(std::ranges::count(code, "tests/structure/project.hpp") == 1);
    CHECK(files_in("", "CMakePresets.json") == std::vector<std::string>{"CMakePresets.json"});
}

TEST_CASE("comments and literals are blanked out, lines stay where they are") {
    CHECK(without_comments("a; // omp\nb;") == "a;       \nb;");
    CHECK(without_comments("a /* x\ny */ b") == "a     \n     b");
    CHECK(without_comments("f(\"//\", '\"') + 1'000;") == "f(    ,    ) + 1'000;");
    CHECK(without_comments("\"a\\\"b\" c") == "       c");
    CHECK(without_comments("R\"x(\" // )x\" c").ends_with("  c"));
}

TEST_CASE("a command gives its output and status") {
    CHECK(run("printf '%s' " + quoted("it's $HOME; done")).output == "it's $HOME; done");
    CHECK(run("exit 3").status == 3);
    CHECK(run("kill -9 $$").status == 137);
}

}  // namespace structure
