// examples/step/terminal/look.cpp: escape sequences, widths, wrapping.
#include "examples/step/terminal/look.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace vitro::step {
namespace {

std::string styled(const Look& look, const char* code, std::string_view text) {
    return look.colour() ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

std::string spaces(int count) {
    return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

std::vector<std::string_view> split_at_spaces(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        if (end > 0) words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

}  // namespace

std::string bold(const Look& look, std::string_view text) {
    return styled(look, "1", text);
}
std::string dim(const Look& look, std::string_view text) {
    return styled(look, "2", text);
}
std::string warm(const Look& look, std::string_view text) {
    return styled(look, "33", text);
}

int width_of(std::string_view text) {
    int width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\033') {
            i = std::min(text.find('m', i), text.size());
            continue;
        }
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++width;
    }
    return width;
}

std::string padded(std::string_view text, int width) {
    return std::string(text) + spaces(width - width_of(text));
}
std::string right(std::string_view text, int width) {
    return spaces(width - width_of(text)) + std::string(text);
}

std::string tail(std::string_view text, int width) {
    if (width_of(text) <= width) return std::string(text);
    std::string_view end = text;
    const auto inside = [](std::string_view t) { return (static_cast<unsigned char>(t[0]) & 0xC0) == 0x80; };
    while (!end.empty() && (width_of(end) > width - 2 || inside(end))) end.remove_prefix(1);
    return ".." + std::string(end);
}

std::string wrapped(const Look& look, std::string_view text, int indent) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string line = spaces(indent);
        int width = indent;
        for (const std::string_view word : split_at_spaces(text.substr(0, end))) {
            if (width > indent && width + 1 + width_of(word) > look.columns) {
                result += line + "\n";
                line = spaces(indent), width = indent;
            }
            if (width > indent) line += " ", ++width;
            line += word, width += width_of(word);
        }
        result += line + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

namespace {

/// Bytes of a line's beginning that fit, up to a space if there is one behind the indent; all where all do.
std::size_t fitting(std::string_view line, int columns, std::size_t indent) {
    int width = 0;
    std::size_t space = std::string_view::npos;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\033') {
            i = std::min(line.find('m', i), line.size());
            continue;
        }
        if (line[i] == ' ' && i > indent) space = i;
        if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80 && ++width > columns)
            return space == std::string_view::npos ? line.size() : space;
    }
    return line.size();
}

}  // namespace

std::string fitted(const Look& look, std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string line(text.substr(0, end));
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size()) + 2;
        while (width_of(line) > look.columns) {
            const std::size_t cut = fitting(line, look.columns, indent);
            if (cut >= line.size()) break;
            std::size_t kept = line.find_last_not_of(' ', cut);
            result += line.substr(0, kept + 1) + "\n";
            line = std::string(indent, ' ') + line.substr(std::min(line.find_first_not_of(' ', cut), line.size()));
        }
        result += line;
        if (end < text.size()) result += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string brief(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    if (number == 0) return "0";
    const double size = std::abs(number);
    if (size < 1e-4 || size >= 1e6) return fmt::format("{:.3e}", number);
    const int whole = std::max(0, static_cast<int>(std::floor(std::log10(size))) + 1);
    return fmt::format("{:.{}f}", number, std::max(1, 5 - std::max(whole, 1)));
}

std::string time_text(double nanoseconds) {
    if (nanoseconds < 1e3) return fmt::format("{:.0f} ns", nanoseconds);
    if (nanoseconds < 1e6) return fmt::format("{:.1f} us", nanoseconds / 1e3);
    return fmt::format("{:.1f} ms", nanoseconds / 1e6);
}

std::string bytes_text(double bytes) {
    if (bytes < 1024) return fmt::format("{:.0f} B", bytes);
    if (bytes < 1024 * 1024) return fmt::format("{:.1f} KB", bytes / 1024);
    return fmt::format("{:.1f} MB", bytes / (1024 * 1024));
}

}  // namespace vitro::step
