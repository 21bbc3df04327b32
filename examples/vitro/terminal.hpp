// examples/vitro/terminal.hpp: what standard output is, and text that suits it.
//
// On a terminal: colour, a bar that is redrawn. In a pipe or a file: plain lines, the same text.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitro::program {

struct Terminal {
    bool interactive = false;  ///< somebody is looking at it
    bool colour = false;       ///< interactive, and NO_COLOR is not set (https://no-color.org)
    int columns = 80;
};

/// What standard output is connected to.
Terminal standard_output();

/// The text in a style, or as it is where there is no colour.
std::string bold(const Terminal& terminal, std::string_view text);
std::string dim(const Terminal& terminal, std::string_view text);

/// Characters, as far as code points are: for alignment.
int display_width(std::string_view text);
std::string padded_left(std::string_view text, int width);   ///< spaces before the text
std::string padded_right(std::string_view text, int width);  ///< spaces behind it

/// Names and values in two columns, two spaces before each line.
std::string facts(const Terminal& terminal, const std::vector<std::pair<std::string, std::string>>& rows);

/// Rows under headings: the first columns to the left, numbers to the right.
std::string table(const Terminal& terminal, const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows, int left_columns = 1);

}  // namespace vitro::program
