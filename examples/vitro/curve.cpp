// examples/vitro/curve.cpp: points to columns, columns to dots.
#include "examples/vitro/curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <optional>

namespace vitro::program {
namespace {

/// The mean loss of the points in each of `count` equal stretches of the steps; of one without points, between its
/// neighbours.
std::vector<double> in_columns(std::span<const Point> points, int count) {
    const double first = points.front().step, last = points.back().step;
    std::vector<double> sums(static_cast<std::size_t>(count)), numbers(sums.size());
    for (const Point& point : points) {
        const double place = last > first ? (point.step - first) / (last - first) : 0;
        const auto column = std::min(sums.size() - 1, static_cast<std::size_t>(place * count));
        sums[column] += point.loss;
        numbers[column] += 1;
    }
    std::vector<double> means(sums.size());
    std::size_t before = 0;  // the first column has a point
    for (std::size_t column = 0; column < sums.size(); ++column) {
        if (numbers[column] == 0) continue;
        means[column] = sums[column] / numbers[column];
        for (std::size_t between = before + 1; between < column; ++between)
            means[between] = std::lerp(means[before], means[column],
                                       static_cast<double>(between - before) / static_cast<double>(column - before));
        before = column;
    }
    return means;  // and so has the last
}

struct Range {
    double low, high;
};

Range range_of(const std::vector<double>& values) {
    const auto [low, high] = std::ranges::minmax(values);
    return {low, high > low ? high : low + 1};
}

/// A code point from U+0800 to U+FFFF in UTF-8.
std::string utf8(unsigned code) {
    return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
}

/// The dot at (column 0 to 1, row 0 to 3) of a braille character is this bit of its code point from U+2800.
constexpr unsigned kDots[2][4] = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

}  // namespace

std::string draw_curve(std::span<const Point> points, int columns, int rows) {
    if (points.size() < 2 || columns < 1 || rows < 1) return "";
    const std::vector<double> heights = in_columns(points, 2 * columns);
    const Range range = range_of(heights);
    std::vector<std::vector<unsigned>> cells(static_cast<std::size_t>(rows),
                                             std::vector<unsigned>(static_cast<std::size_t>(columns)));
    for (std::size_t dot = 0; dot < heights.size(); ++dot) {
        const double down = (range.high - heights[dot]) / (range.high - range.low) * (4 * rows - 1);
        const auto row = static_cast<std::size_t>(std::lround(down));
        cells[row / 4][dot / 2] |= kDots[dot % 2][row % 4];
    }
    std::string drawn;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const std::string label = row == 0                  ? fmt::format("{:.3g}", range.high)
                                  : row + 1 == cells.size() ? fmt::format("{:.3g}", range.low)
                                                            : "";
        drawn += fmt::format("{:>6} ", label);
        for (const unsigned cell : cells[row]) drawn += utf8(0x2800 + cell);
        drawn += '\n';
    }
    return drawn;
}

std::string sparkline(std::span<const Point> points, int columns) {
    if (points.size() < 2 || columns < 1) return "";
    const std::vector<double> heights = in_columns(points, std::min(columns, static_cast<int>(points.size())));
    const Range range = range_of(heights);
    std::string line;
    for (const double height : heights) {
        const double share = (height - range.low) / (range.high - range.low);
        line += utf8(0x2581 + static_cast<unsigned>(std::lround(share * 7)));
    }
    return line;
}

}  // namespace vitro::program
