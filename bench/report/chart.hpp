// bench/report/chart.hpp: a picture with two axes, as SVG. Its text stays readable on a phone, where the picture is
// drawn at three quarters of its size and style.cpp makes the letters larger.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "bench/report/scale.hpp"

namespace vitro::bench::report {

struct Axis {
    std::string title;
    double low = 0, high = 1;
    bool logarithmic = false;
    std::vector<double> ticks;
};

class Chart {
  public:
    using Point = std::pair<double, double>;  ///< in the axes' units
    static constexpr double kWidth = 480, kHeight = 380;
    static constexpr double kLeft = 58, kRight = 470, kTop = 12, kBottom = 328;
    static constexpr double kLine = 17;  ///< from a line of text to the next

    /// `id` is one of the page's own; `title` and `description` are what is read out in place of the picture.
    Chart(std::string id, std::string title, std::string description, Axis x, Axis y);

    /// Through all of the points; `kind` names a class of style.cpp, "s2" or "memory".
    void line(const std::vector<Point>& points, const std::string& kind, const std::string& tooltip);
    /// In the colour and shape of a series.
    void mark(Point at, int series, const std::string& tooltip);
    /// A word above all lines and marks, at a place in the picture's own units.
    void label(double x, double y, const std::string& anchor, const std::string& text);

    double x(double value) const { return x_(value); }
    double y(double value) const { return y_(value); }
    std::string svg() const;

  private:
    std::string frame(const Axis& x, const Axis& y) const;

    std::string id_, title_, description_, frame_, drawing_, labels_;
    Scale x_, y_;
};

/// The marks and names of instruction sets, and what a dashed line is when `dashed` says so.
std::string legend(const std::vector<std::string>& isas, const std::string& dashed);

}  // namespace vitro::bench::report
