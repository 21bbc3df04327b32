// examples/vitro/terminal.cpp: asking the system, and aligning.
#include "examples/vitro/terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace vitro::program {
namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string styled(const Terminal& terminal, int code, std::string_view text) {
    return terminal.colour ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

std::string spaces(int count) {
    return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

int widest(const std::vector<std::vector<std::string>>& rows, std::size_t column, int at_least) {
    for (const std::vector<std::string>& row : rows) at_least = std::max(at_least, display_width(row[column]));
    return at_least;
}

}  // namespace

Terminal standard_output() {
    Terminal terminal;
    terminal.interactive = isatty(STDOUT_FILENO) == 1 && environment("TERM") != "dumb";
    terminal.colour = terminal.interactive && environment("NO_COLOR").empty();
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) terminal.columns = size.ws_col;
    return terminal;
}

std::string bold(const Terminal& terminal, std::string_view text) {
    return styled(terminal, 1, text);
}
std::string dim(const Terminal& terminal, std::string_view text) {
    return styled(terminal, 2, text);
}

int display_width(std::string_view text) {
    const auto starts = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    return static_cast<int>(std::count_if(text.begin(), text.end(), starts));
}

std::string padded_left(std::string_view text, int width) {
    return spaces(width - display_width(text)) + std::string(text);
}
std::string padded_right(std::string_view text, int width) {
    return std::string(text) + spaces(width - display_width(text));
}

std::string facts(const Terminal& terminal, const std::vector<std::pair<std::string, std::string>>& rows) {
    int width = 0;
    for (const auto& [name, value] : rows) width = std::max(width, display_width(name));
    std::string text;
    for (const auto& [name, value] : rows)
        text += "  " + dim(terminal, padded_right(name, width)) + "  " + value + "\n";
    return text;
}

std::string table(const Terminal& terminal, const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows, int left_columns) {
    std::vector<std::string> lines(rows.size() + 1);
    for (std::size_t column = 0; column < headings.size(); ++column) {
        const int width = widest(rows, column, display_width(headings[column]));
        const bool left = static_cast<int>(column) < left_columns, last = column + 1 == headings.size();
        const auto cell = [&](const std::string& text) {
            if (!left) return "  " + padded_left(text, width);
            return "  " + (last ? text : padded_right(text, width));
        };
        lines[0] += dim(terminal, cell(headings[column]));
        for (std::size_t row = 0; row < rows.size(); ++row) lines[row + 1] += cell(rows[row][column]);
    }
    return fmt::format("{}\n", fmt::join(lines, "\n"));
}

}  // namespace vitro::program
