// examples/vitro/curve.hpp: a loss over the steps, drawn with characters.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace vitro::program {

struct Point {
    double step = 0, loss = 0;
};

/// The points in `rows` lines of `columns` dots two by four (braille), the highest and the lowest loss beside them:
///
///     4.20 ⢣
///          ⠈⠢⣀
///     1.93    ⠉⠒⠒⠤⠤⣀⣀⣀⣀
///
/// Of several points in a column of dots, their mean. Empty for fewer than two points.
std::string draw_curve(std::span<const Point> points, int columns, int rows);

/// One line of at most `columns` blocks, "█▆▄▃▂▂▁▁"; empty for fewer than two points.
std::string sparkline(std::span<const Point> points, int columns);

}  // namespace vitro::program
