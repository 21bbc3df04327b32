// tests/structure/markdown_test.cpp: blocks, links and examples; and that the links of all READMEs lead somewhere.
#include "tests/structure/markdown.hpp"

#include <doctest/doctest.h>
#include <filesystem>

#include "tests/structure/project.hpp"

namespace structure {
namespace {

/// Whether a link from a file leads to a file or folder of the project, or out of it.
bool leads_somewhere(const std::string& from, std::string link) {
    if (link.find("://") != std::string::npos || link.starts_with("mailto:") || link.starts_with('#')) return true;
    link.resize(std::min(link.find('#'), link.size()));
    return std::filesystem::exists((root() / from).parent_path() / link);
}

}  // namespace

TEST_CASE("fenced blocks are read with their tags") {
    const std::vector<Block> blocks = blocks_of("# a\n```sh test\nls\n```\nb\n```text tolerance=1e-3\nx\ny\n```\n");
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].language == "sh");
    CHECK(blocks[0].has("test"));
    CHECK(!blocks[0].has("long"));
    CHECK(blocks[0].line == 2);
    CHECK(blocks[1].text == "x\ny\n");
    CHECK(blocks[1].value("tolerance", 0) == 1e-3);
    CHECK(blocks[0].value("tolerance", 0) == 0);
}

TEST_CASE("an example is a block tagged test and the text that follows it") {
    const std::vector<Example> examples =
        examples_of("```sh\na\n```\n```sh test\nb\n```\n```text\nB\n```\n```sh test\nc\n```\n```sh long\nd\n```\n");
    REQUIRE(examples.size() == 2);
    CHECK(examples[0].commands.text == "b\n");
    CHECK(examples[0].output.text == "B\n");
    CHECK(examples[1].output.language.empty());
}

TEST_CASE("links are found in prose, not in code") {
    CHECK(links_of("[a](b.md) and [c](d/e.hpp#f \"title\") `[x](y)`\n```\n[no](no)\n```\n") ==
          std::vector<std::string>{"b.md", "d/e.hpp#f"});
    CHECK(leads_somewhere("tests/README.md", "structure/markdown.hpp#x"));
    CHECK(leads_somewhere("tests/README.md", "../core"));
    CHECK(!leads_somewhere("tests/README.md", "nowhere.md"));
}

TEST_CASE("the READMEs that show commands have some of them run") {
    for (const char* readme : {"README.md", "examples/lessons/README.md", "examples/vitro/README.md"})
        CHECK_MESSAGE(!examples_of(read_text(readme)).empty(), readme);
}

TEST_CASE("the README's C++ is what the consumers build, line by line") {
    const std::string consumer = read_text("tests/consumers/consumer.cpp");
    std::size_t at = 0, lines = 0;
    for (const Block& block : blocks_of(read_text("README.md"))) {
        if (block.language != "cpp") continue;
        for (std::string line : lines_of(block.text)) {
            line.resize(std::min(line.find("  //"), line.size()));
            const std::size_t found = consumer.find(line + "\n", at);
            CHECK_MESSAGE(found != std::string::npos, line);
            at = std::min(found, consumer.size());
            ++lines;
        }
    }
    CHECK(lines > 5);
}

TEST_CASE("the links of all documents lead somewhere") {
    for (const std::string& document : files_in("", ".md"))
        for (const std::string& link : links_of(read_text(document)))
            CHECK_MESSAGE(leads_somewhere(document, link), document << ": " << link);
}

}  // namespace structure
