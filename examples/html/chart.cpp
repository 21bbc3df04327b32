// examples/html/chart.cpp: axes, grid, lines, marks.
#include "examples/html/chart.hpp"

#include <fmt/format.h>

#include "examples/html/markup.hpp"

namespace vitro::html {
namespace {

/// Around 0, 0: a diamond, a square, a circle, a triangle, and the same upside down. Shapes beside colours are for eyes
/// and printers that do not tell those apart.
constexpr const char* kMarks[kSeries] = {
    "M0-4.5L4.5 0L0 4.5L-4.5 0Z", "M-3.4-3.4H3.4V3.4H-3.4Z", "M-3.8 0A3.8 3.8 0 1 1 3.8 0A3.8 3.8 0 1 1-3.8 0Z",
    "M0-4.6L4.4 3.2H-4.4Z",       "M0 4.6L4.4-3.2H-4.4Z",    "M-4 0H4M0-4V4",
};

std::string tooltip_of(const std::string& text) {
    return text.empty() ? "" : fmt::format("<title>{}</title>", escaped(text));
}

std::string text_at(double x, double y, const std::string& kind, const std::string& text) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" class=\"{}\">{}</text>\n", x, y, kind, escaped(text));
}

}  // namespace

Chart::Chart(std::string id, std::string title, std::string description, Axis x, Axis y, double height)
    : height_(height),
      id_(std::move(id)),
      title_(std::move(title)),
      description_(std::move(description)),
      x_{x.low, x.high, kLeft, kRight, x.logarithmic},
      y_{y.low, y.high, bottom(), kTop, y.logarithmic} {
    frame_ = frame(x, y);
}

std::string Chart::frame(const Axis& x, const Axis& y) const {
    std::string markup;
    const auto grid = [&](double x1, double y1, double x2, double y2) {
        markup += fmt::format("<path class=\"grid\" d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\"/>\n", x1, y1, x2, y2);
    };
    for (const double tick : x.ticks) {
        grid(x_(tick), kTop, x_(tick), bottom());
        markup += text_at(x_(tick), bottom() + kLine, "middle", tick_text(tick));
    }
    for (const double tick : y.ticks) {
        grid(kLeft, y_(tick), kRight, y_(tick));
        markup += text_at(kLeft - 6, y_(tick) + 4, "end", tick_text(tick));
    }
    markup += fmt::format("<path class=\"axis\" d=\"M{0} {1}V{2}H{3}\"/>\n", kLeft, kTop, bottom(), kRight);
    markup += text_at((kLeft + kRight) / 2, height_ - 10, "middle name", x.title);
    return markup + fmt::format("<text transform=\"translate(14 {}) rotate(-90)\" class=\"middle name\">{}</text>\n",
                                (kTop + bottom()) / 2, escaped(y.title));
}

void Chart::line(const std::vector<Point>& points, const std::string& kind, const std::string& tooltip) {
    std::string path;
    for (const auto& [x, y] : points) path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? 'M' : 'L', x_(x), y_(y));
    drawing_ += fmt::format("<path class=\"line {}\" d=\"{}\">{}</path>\n", kind, path, tooltip_of(tooltip));
}

void Chart::mark(Point at, int series, const std::string& tooltip) {
    drawing_ += fmt::format("<path class=\"mark s{}\" transform=\"translate({:.1f} {:.1f})\" d=\"{}\">{}</path>\n",
                            series, x_(at.first), y_(at.second), kMarks[series], tooltip_of(tooltip));
}

void Chart::label(double x, double y, const std::string& anchor, const std::string& text) {
    labels_ += text_at(x, y, anchor + " label", text);
}

std::string Chart::svg() const {
    return fmt::format(
        "<svg viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"{2}-title {2}-text\">\n"
        "<title id=\"{2}-title\">{3}</title>\n<desc id=\"{2}-text\">{4}</desc>\n{5}{6}{7}</svg>\n",
        kWidth, height_, escaped(id_), escaped(title_), escaped(description_), frame_, drawing_, labels_);
}

namespace {

std::string sample_of_line(const std::string& kind, const std::string& text) {
    return fmt::format(
        "<li><svg viewBox=\"0 -7 28 14\" class=\"long\" aria-hidden=\"true\"><path class=\"line {}\" d=\"M0 0H28\"/>"
        "</svg>{}</li>",
        kind, escaped(text));
}

}  // namespace

std::string legend(const std::vector<LegendEntry>& entries, const std::string& dashed) {
    std::string items;
    for (const LegendEntry& entry : entries)
        items += entry.is_line ? sample_of_line(fmt::format("s{}", entry.series), entry.text)
                               : fmt::format(
                                     "<li><svg viewBox=\"-7 -7 14 14\" aria-hidden=\"true\"><path class=\"mark s{}\" "
                                     "d=\"{}\"/></svg>{}</li>",
                                     entry.series, kMarks[entry.series], escaped(entry.text));
    if (!dashed.empty()) items += sample_of_line("dashed", dashed);
    return "<ul class=\"legend\">" + items + "</ul>\n";
}

}  // namespace vitro::html
