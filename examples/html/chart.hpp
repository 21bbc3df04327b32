// examples/html/chart.hpp: a picture with two axes, as SVG. Its text stays readable on a phone, where the picture is
// drawn at three quarters of its size and style.cpp makes the letters larger.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "examples/html/scale.hpp"

namespace vitro::html {

struct Axis {
    std::string title;
    double low = 0, high = 1;
    bool logarithmic = false;
    std::vector<double> ticks;
};

/// How many colours and marks there are: 0 to kSeries - 1.
inline constexpr int kSeries = 6;

class Chart {
  public:
    using Point = std::pair<double, double>;  ///< in the axes' units
    static constexpr double kWidth = 480, kHeight = 380;
    static constexpr double kLeft = 58, kRight = 470, kTop = 12, kBottom = 328;
    static constexpr double kLine = 17;  ///< from a line of text to the next

    /// `id` is one of the page's own; `title` and `description` are what is read out in place of the picture.
    Chart(std::string id, std::string title, std::string description, Axis x, Axis y, double height = kHeight);

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

    double bottom() const { return height_ - (kHeight - kBottom); }

    double height_;
    std::string id_, title_, description_, frame_, drawing_, labels_;
    Scale x_, y_;
};

struct LegendEntry {
    std::string text;
    int series = 0;
    bool is_line = false;  ///< otherwise a mark
};
/// What colours and marks mean, and what a dashed line is when `dashed` says so.
std::string legend(const std::vector<LegendEntry>& entries, const std::string& dashed = "");

}  // namespace vitro::html
