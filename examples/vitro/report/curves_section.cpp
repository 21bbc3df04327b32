// examples/vitro/report/curves_section.cpp: the log as pictures, and as numbers.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "examples/html/chart.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/words.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program::report {
namespace {

using html::Axis, html::Chart;
using Points = std::vector<Chart::Point>;

constexpr double kHeight = 300;
constexpr std::size_t kMostPoints = 400, kMostMarks = 60, kMostRows = 200;
constexpr int kTrain = 1, kValidation = 2;  // series

struct Curve {
    std::string name;
    int series = kTrain;
    Points points;
};

template <class Get>
Points points_of(const RunLog& log, const Get& get) {
    Points points;
    for (const LogLine& line : log.lines)
        if (const std::optional<double> value = get(line)) points.emplace_back(static_cast<double>(line.step), *value);
    return points;
}

std::optional<double> score_of(const LogLine& line, const std::string& name) {
    for (const auto& [key, score] : line.scores)
        if (key == name) return score;
    return {};
}

/// The means of equal stretches, where there are more points than a picture has columns.
Points thinned(const Points& points) {
    if (points.size() <= kMostPoints) return points;
    Points means;
    for (std::size_t part = 0; part < kMostPoints; ++part) {
        const std::size_t begin = part * points.size() / kMostPoints, end = (part + 1) * points.size() / kMostPoints;
        double x = 0, y = 0;
        for (std::size_t i = begin; i < end; ++i) x += points[i].first, y += points[i].second;
        means.emplace_back(x / static_cast<double>(end - begin), y / static_cast<double>(end - begin));
    }
    return means;
}

struct Range {
    double low = INFINITY, high = -INFINITY;
    void add(double value) { low = std::min(low, value), high = std::max(high, value); }
};

/// "10⁻⁴": in which the axis counts, so that its numbers are short; 0 for 1.
int unit_of(const Range& range) {
    const double most = std::max(std::abs(range.low), std::abs(range.high));
    if (most == 0 || (most >= 0.01 && most < 1e5)) return 0;
    const int power = static_cast<int>(std::floor(std::log10(most)));
    return most < 1 ? power : power / 3 * 3;
}

std::string unit_text(int power) {
    constexpr const char* kDigits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                       "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    if (power == 0) return "";
    std::string text = power < 0 ? " \u00d7 10\u207b" : " \u00d7 10";
    for (const char digit : std::to_string(std::abs(power))) text += kDigits[digit - '0'];
    return text;
}

/// Powers of ten or, where hardly one is within the range, round numbers.
std::vector<double> ticks_within(double low, double high) {
    std::vector<double> ticks = html::logarithmic_ticks(low, high, 10, 7);
    if (ticks.size() >= 3) return ticks;
    ticks = html::linear_ticks(low, high, 4);
    std::erase_if(ticks, [&](double tick) { return tick < low || tick > high; });
    return ticks;
}

Axis steps_axis(const Range& steps, bool logarithmic) {
    const double low = logarithmic ? std::max(steps.low, 1.0) : 0, high = std::max(steps.high, low + 1);
    if (logarithmic) return {"step", low, std::max(high, low * 2), true, ticks_within(low, std::max(high, low * 2))};
    std::vector<double> ticks = html::linear_ticks(high, 6);
    std::erase_if(ticks, [high](double tick) { return tick > high; });
    return {"step", 0, high, false, ticks};
}

Axis values_axis(const std::string& name, const Range& values, bool logarithmic, bool from_zero) {
    if (logarithmic) {
        const double low = values.low / 1.1, high = values.high * 1.1;
        return {name, low, high, true, ticks_within(low, high)};
    }
    const double low = from_zero ? std::min(values.low, 0.0) : values.low;
    const std::vector<double> ticks = html::linear_ticks(low, std::max(values.high, low), 5);
    return {name, ticks.front(), ticks.back(), false, ticks};
}

std::string point_text(const std::string& name, const Chart::Point& point) {
    return fmt::format("{}, step {}: {:.6g}", name, nn::grouped(std::llround(point.first)), point.second);
}

struct Picture {
    std::string id, title, axis;
    std::vector<Curve> curves = {};
    bool logarithmic = false, from_zero = false;
    bool marks_best = false;  ///< the lowest point of the validation
};

void draw(Chart& chart, const Picture& picture, double unit) {
    for (const Curve& curve : picture.curves) {
        const bool is_few = curve.points.size() <= kMostMarks;
        Points scaled;
        for (const auto& [x, y] : thinned(curve.points)) scaled.emplace_back(x, y / unit);
        chart.line(scaled, fmt::format("s{}", curve.series), curve.name);
        for (std::size_t i = 0; is_few && i < curve.points.size(); ++i)
            chart.mark(scaled[i], curve.series, point_text(curve.name, curve.points[i]));
        if (!picture.marks_best || curve.series != kValidation) continue;
        const Chart::Point best = *std::ranges::min_element(curve.points, {}, &Chart::Point::second);
        chart.mark({best.first, best.second / unit}, kValidation, "best " + point_text(curve.name, best));
        const bool is_right = chart.x(best.first) > (Chart::kLeft + Chart::kRight) / 2;
        chart.label(chart.x(best.first) + (is_right ? -2 : 2), chart.y(best.second / unit) - 10,
                    is_right ? "end" : "start", fmt::format("best {:.4g}", best.second));
    }
}

std::string description_of(const Picture& picture) {
    std::string text;
    for (const Curve& curve : picture.curves) {
        const auto [low, high] = std::ranges::minmax(curve.points, {}, &Chart::Point::second);
        text += fmt::format("{}: from {:.4g} at step {} to {:.4g} at step {}, lowest {:.4g}, highest {:.4g}. ",
                            curve.name, curve.points.front().second, curve.points.front().first,
                            curve.points.back().second, curve.points.back().first, low.second, high.second);
    }
    return text + "The numbers are in the table below.";
}

std::string drawn(Picture picture) {
    std::erase_if(picture.curves, [](const Curve& curve) { return curve.points.empty(); });
    if (picture.curves.empty()) return "";
    Range steps, values;
    for (const Curve& curve : picture.curves)
        for (const auto& [x, y] : curve.points) steps.add(x), values.add(y);
    if (picture.logarithmic && !(values.low > 0)) return "";
    const int power = picture.logarithmic ? 0 : unit_of(values);
    const double unit = std::pow(10.0, power);
    const Range scaled{values.low / unit, values.high / unit};
    Chart chart(picture.id, picture.title, description_of(picture), steps_axis(steps, picture.logarithmic),
                values_axis(picture.axis + unit_text(power), scaled, picture.logarithmic, picture.from_zero), kHeight);
    draw(chart, picture, unit);
    return fmt::format("<figure>\n{}<figcaption>{}</figcaption></figure>\n", chart.svg(), html::escaped(picture.title));
}

std::string losses(const RunLog& log) {
    Picture picture{.id = "chart-loss", .title = "Loss", .axis = "loss, nats", .marks_best = true};
    picture.curves = {
        {"training", kTrain, points_of(log, [](const LogLine& line) { return line.train_loss; })},
        {"validation", kValidation, points_of(log, [](const LogLine& line) { return line.validation_loss; })}};
    Picture logarithmic = picture;
    logarithmic.id = "chart-loss-log", logarithmic.title = "The same on logarithmic axes";
    logarithmic.logarithmic = true;
    return drawn(picture) + drawn(logarithmic);
}

std::string others(const RunLog& log) {
    const auto one = [&](const char* id, const std::string& title, const std::string& axis, int series,
                         const auto& get) {
        return drawn({.id = id,
                      .title = title,
                      .axis = axis,
                      .curves = {{title, series, points_of(log, get)}},
                      .from_zero = true});
    };
    std::string markup =
        one("chart-rate", "Learning rate", "learning rate", 3, [](const LogLine& line) { return line.learning_rate; });
    markup += one("chart-norm", "Gradient norm, before clipping", "norm", 4,
                  [](const LogLine& line) { return line.gradient_norm; });
    markup +=
        one("chart-speed", "Speed", "tokens a second", 5, [](const LogLine& line) { return line.tokens_per_second; });
    std::set<std::string> names;
    for (const LogLine& line : log.lines)
        for (const auto& [name, score] : line.scores) names.insert(name);
    int number = 0;
    for (const std::string& name : names)
        markup += one(fmt::format("chart-score-{}", ++number).c_str(), words_of(name), words_of(name), kValidation,
                      [&](const LogLine& line) { return score_of(line, name); });
    return markup;
}

std::string number_text(const std::optional<double>& number, const char* format) {
    return number ? fmt::format(fmt::runtime(format), *number) : "";
}

/// Every line with a validation, and of the others as many as there is room for.
std::string numbers(const Subject& subject) {
    const std::vector<LogLine>& lines = subject.log.lines;
    const std::size_t stride = (lines.size() + kMostRows - 1) / kMostRows;
    std::string rows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const LogLine& line = lines[i];
        if (!line.validation_loss && i % stride != 0) continue;
        const bool is_best = line.validation_loss && *line.validation_loss == subject.summary.best;
        std::string scores;
        for (const auto& [name, score] : line.scores)
            scores += fmt::format("{}{} {:.4g}", scores.empty() ? "" : ", ", html::escaped(words_of(name)), score);
        rows += html::row(
            {std::to_string(line.step), std::to_string(line.epoch), number_text(line.train_loss, "{:.4f}"),
             number_text(line.validation_loss, "{:.4f}") + (is_best ? " <small class=\"best\">best</small>" : ""),
             number_text(line.learning_rate, "{:.2e}"), number_text(line.gradient_norm, "{:.3g}"),
             number_text(line.tokens_per_second, "{:.0f}"), scores});
    }
    return html::details(
        "The numbers",
        html::table(
            stride > 1 ? fmt::format("The log: every {}th line, and all with a validation loss", stride) : "The log",
            {"step", "epoch", "training loss", "validation loss", "learning rate", "gradient norm", "tokens/s",
             "scores"},
            rows),
        false);
}

}  // namespace

std::string curves_section(const Subject& subject) {
    if (subject.log.lines.empty()) return note("There is nothing to draw yet: the run has no line in its log.jsonl.");
    std::string markup =
        html::legend({{"training", kTrain, true}, {"validation, at the end of an epoch", kValidation}});
    if (subject.settings["training"].value("label_smoothing", 0.0) > 0)
        markup +=
            "<p>The training loss is with label smoothing and the validation loss without, so that the first stays "
            "above the second.</p>\n";
    markup += "<div class=\"pair\">\n" + losses(subject.log) + others(subject.log) + "</div>\n";
    if (subject.summary.best < 0) markup += note("No epoch has ended yet: there is no validation loss.");
    return markup + numbers(subject);
}

}  // namespace vitro::program::report
