// tests/structure/markdown.cpp: as much of Markdown as the tests read.
#include "tests/structure/markdown.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

#include "tests/structure/project.hpp"

namespace structure {
namespace {

constexpr std::string_view kFence = "```";

Block opened_by(const std::string& line, std::size_t number) {
    std::istringstream words(line.substr(kFence.size()));
    Block block;
    block.line = number;
    words >> block.language;
    for (std::string tag; words >> tag;) block.tags.push_back(tag);
    return block;
}

/// Calls in_block(block) after each block and outside(line) for each line between them.
template <class InBlock, class Outside>
void read(std::string_view markdown, InBlock in_block, Outside outside) {
    Block block;
    bool open = false;
    std::size_t number = 0;
    for (const std::string& line : lines_of(markdown)) {
        ++number;
        const bool is_fence = line.starts_with(kFence);
        if (is_fence && !open)
            block = opened_by(line, number);
        else if (is_fence)
            in_block(block);
        else if (open)
            block.text += line + "\n";
        else
            outside(line);
        if (is_fence) open = !open;
    }
}

}  // namespace

bool Block::has(std::string_view tag) const {
    return std::ranges::find(tags, tag) != tags.end();
}

double Block::value(std::string_view name, double otherwise) const {
    const std::string prefix = std::string(name) + "=";
    for (const std::string& tag : tags)
        if (tag.starts_with(prefix)) return std::stod(tag.substr(prefix.size()));
    return otherwise;
}

std::vector<Block> blocks_of(std::string_view markdown) {
    std::vector<Block> blocks;
    read(
        markdown, [&](const Block& block) { blocks.push_back(block); }, [](const std::string&) {});
    return blocks;
}

std::vector<std::string> links_of(std::string_view markdown) {
    static const std::regex code("`[^`]*`");
    static const std::regex link(R"(\]\(([^)\s]+)[^)]*\))");
    std::vector<std::string> links;
    const auto collect = [&](const std::string& line) {
        const std::string prose = std::regex_replace(line, code, "");
        for (std::sregex_iterator match(prose.begin(), prose.end(), link), end; match != end; ++match)
            links.push_back((*match)[1]);
    };
    read(
        markdown, [](const Block&) {}, collect);
    return links;
}

std::vector<Example> examples_of(std::string_view markdown) {
    std::vector<Example> examples;
    const std::vector<Block> blocks = blocks_of(markdown);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!blocks[i].has("test")) continue;
        const bool shows_output = i + 1 < blocks.size() && blocks[i + 1].language == "text";
        examples.push_back({blocks[i], shows_output ? blocks[i + 1] : Block{}});
    }
    return examples;
}

}  // namespace structure
