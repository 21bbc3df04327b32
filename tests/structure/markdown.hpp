// tests/structure/markdown.hpp: the fenced blocks and the links of a README.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace structure {

/// ```language tags
/// text
/// ```
struct Block {
    std::string language;
    std::vector<std::string> tags;
    std::string text;
    std::size_t line = 0;  ///< of the opening fence, from 1
    bool has(std::string_view tag) const;
    /// The number behind `name=` among the tags; `otherwise` when there is none.
    double value(std::string_view name, double otherwise) const;
};

std::vector<Block> blocks_of(std::string_view markdown);

/// Targets of the links [text](target) outside blocks and `code`.
std::vector<std::string> links_of(std::string_view markdown);

/// Commands that a README shows and, if they stand in the next block, the output they must have.
struct Example {
    Block commands;  ///< ```sh test
    Block output;    ///< ```text tolerance=1e-3, or empty
};
std::vector<Example> examples_of(std::string_view markdown);

}  // namespace structure
