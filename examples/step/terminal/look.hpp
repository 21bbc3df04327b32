// examples/step/terminal/look.hpp: what the terminal can show, and text in that manner.
#pragma once

#include <string>
#include <string_view>

namespace vitro::step {

enum class Colours { none, sixteen, many, all };  ///< many: 256; all: 24 bits

struct Look {
    int columns = 80;
    Colours colours = Colours::none;
    bool ascii = false;  ///< no half-blocks

    bool colour() const { return colours != Colours::none; }
};

std::string bold(const Look& look, std::string_view text);
std::string dim(const Look& look, std::string_view text);
/// For what has gone wrong, or deserves a look.
std::string warm(const Look& look, std::string_view text);

/// Columns that a text takes, escape sequences not counted.
int width_of(std::string_view text);
std::string padded(std::string_view text, int width);  ///< spaces behind it
std::string right(std::string_view text, int width);   ///< spaces before it
/// The end of a long text, "...", before it: names differ at their ends.
std::string tail(std::string_view text, int width);

/// Lines of words no longer than the columns, each behind `indent` spaces; of several lines the same for each.
std::string wrapped(const Look& look, std::string_view text, int indent);

/// The text with every line that is too long broken at a space; what follows is indented further.
std::string fitted(const Look& look, std::string_view text);

/// "1.234", "1.2e-05": four digits.
std::string brief(double number);
/// "3 ns", "1.2 us", "5.0 ms"
std::string time_text(double nanoseconds);
std::string bytes_text(double bytes);

}  // namespace vitro::step
