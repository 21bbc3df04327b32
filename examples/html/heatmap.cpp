// examples/html/heatmap.cpp: cells of 16 by 16, their strength the opacity.
#include "examples/html/heatmap.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "examples/html/markup.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::html {
namespace {

constexpr int kCell = 16, kGap = 6;
constexpr double kLetter = 7.6;  // of 11 px, a wide one
constexpr std::size_t kLongest = 12;
constexpr float kLeast = 0.01F;

/// At most kLongest characters.
std::string shortened(const std::string& name) {
    std::size_t bytes = 0, letters = 0;
    while (bytes < name.size() && letters < kLongest) {
        bytes += std::max<std::size_t>(nn::code_point_length(std::string_view(name).substr(bytes)), 1);
        ++letters;
    }
    return bytes < name.size() ? name.substr(0, bytes) + "\u2026" : name;
}

std::size_t letters_of(const std::string& name) {
    return static_cast<std::size_t>(std::ranges::count_if(name, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t longest_of(const std::vector<std::string>& names) {
    std::size_t longest = 1;
    for (const std::string& name : names) longest = std::max(longest, letters_of(shortened(name)));
    return longest;
}

int room_for(const std::vector<std::string>& names) {
    constexpr double kOfOne = 12;
    return kGap + static_cast<int>(std::ceil(std::max(kOfOne, kLetter * static_cast<double>(longest_of(names)))));
}

/// Drawn at `scale` of its size, where there is room.
std::string frame(const std::string& id, const Heatmap& map, int width, int height, double scale) {
    return fmt::format(
        "<svg class=\"heatmap\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" role=\"img\" "
        "aria-labelledby=\"{}-title {}-text\">\n<title id=\"{}-title\">{}</title>\n<desc id=\"{}-text\">{}</desc>\n",
        width, height, width * scale, height * scale, id, id, id, escaped(map.title), id, escaped(map.description));
}

std::string square(std::size_t row, std::size_t col) {
    return fmt::format("M{} {}h{}v{}h-{}z", col * kCell, row * kCell, kCell - 1, kCell - 1, kCell - 1);
}

std::string cells(const Heatmap& map) {
    std::string markup;
    for (std::size_t i = 0; i < map.rows.size(); ++i)
        for (std::size_t j = 0; j < map.cols.size(); ++j) {
            const float share = map.numbers[i * map.cols.size() + j];
            if (!(share >= kLeast)) continue;
            markup += fmt::format("<path d=\"{}\" fill-opacity=\"{:.2f}\"><title>{}{}, {}{}: {:.0f} %</title></path>\n",
                                  square(i, j), std::min(share, 1.0F), escaped(map.row_is), escaped(map.rows[i]),
                                  escaped(map.col_is), escaped(map.cols[j]), 100 * share);
        }
    return markup;
}

/// One path for each of a few strengths.
std::string cells_by_strength(const Heatmap& map) {
    constexpr float kStrengths = 20;
    std::map<int, std::string> paths;
    for (std::size_t i = 0; i < map.rows.size(); ++i)
        for (std::size_t j = 0; j < map.cols.size(); ++j)
            if (const float share = map.numbers[i * map.cols.size() + j]; share >= kLeast)
                paths[std::max(1, static_cast<int>(std::lround(std::min(share, 1.0F) * kStrengths)))] += square(i, j);
    std::string markup;
    for (const auto& [strength, path] : paths)
        markup +=
            fmt::format("<path d=\"{}\" fill-opacity=\"{:.2f}\"/>\n", path, static_cast<float>(strength) / kStrengths);
    return markup;
}

/// Words are turned, single letters are not.
std::string column_name(const std::string& name, int x, int top, bool is_turned) {
    if (!is_turned)
        return fmt::format("<text x=\"{}\" y=\"{}\" class=\"middle\">{}</text>\n", x + kCell / 2, top - 5,
                           escaped(name));
    return fmt::format("<text transform=\"translate({} {}) rotate(-90)\">{}</text>\n", x + 12, top - kGap,
                       escaped(name));
}

std::string names(const Heatmap& map, int left, int top) {
    std::string markup;
    for (std::size_t i = 0; i < map.rows.size(); ++i)
        markup += fmt::format("<text x=\"{}\" y=\"{}\" class=\"end\">{}</text>\n", left - kGap,
                              top + static_cast<int>(i) * kCell + 12, escaped(shortened(map.rows[i])));
    for (std::size_t j = 0; j < map.cols.size(); ++j)
        markup +=
            column_name(shortened(map.cols[j]), left + static_cast<int>(j) * kCell, top, longest_of(map.cols) > 1);
    return markup;
}

int size_of(std::size_t count) {
    return static_cast<int>(count) * kCell;
}

}  // namespace

std::string labelled_svg(const std::string& id, const Heatmap& map) {
    const int left = room_for(map.rows), top = room_for(map.cols);
    const int width = size_of(map.cols.size()), height = size_of(map.rows.size());
    return frame(id, map, left + width, top + height, 1) + names(map, left, top) +
           fmt::format("<g transform=\"translate({} {})\"><path class=\"ground\" d=\"M0 0h{}v{}h-{}z\"/>\n", left, top,
                       width - 1, height - 1, width - 1) +
           cells(map) + "</g></svg>\n";
}

std::string small_svg(const std::string& id, const Heatmap& map) {
    const int width = size_of(map.cols.size()), height = size_of(map.rows.size());
    return frame(id, map, width, height, 0.5) +
           fmt::format("<path class=\"ground\" d=\"M0 0h{}v{}h-{}z\"/>\n", width - 1, height - 1, width - 1) +
           cells_by_strength(map) + "</svg>\n";
}

}  // namespace vitro::html
