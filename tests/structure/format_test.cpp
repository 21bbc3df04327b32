// tests/structure/format_test.cpp: sources look as clang-format would write them. (Its --dry-run complains about
// comments at the end of inline namespaces which it would leave as they are; so the texts are compared.)
#include <doctest/doctest.h>

#include "tests/structure/project.hpp"
#include "tests/structure/shell.hpp"

namespace structure {

TEST_CASE("sources are formatted") {
    for (const std::string& path : code_in("")) {
        const Outcome formatted = run("cd " + quoted(root()) + " && " VITRO_CLANG_FORMAT " " + quoted(path));
        REQUIRE(formatted.status == 0);
        CHECK_MESSAGE(formatted.output == read_text(path), path << ": run clang-format-14 -i " << path);
    }
}

}  // namespace structure
