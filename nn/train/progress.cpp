// nn/train/progress.cpp: plain ASCII, so that it is the same on every terminal and in every log.
#include "nn/train/progress.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace vitro::nn {
namespace {

constexpr int kWidestBar = 24, kNarrowestBar = 5;

std::string bar(double share, int width) {
    const int filled = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * width));
    std::string text(static_cast<std::size_t>(filled), '=');
    if (filled < width) text += '>';
    text.resize(static_cast<std::size_t>(width), ' ');
    return "[" + text + "]";
}

/// As many of the fields as there is room for.
std::string fitting(const std::vector<std::string>& fields, int columns) {
    std::string text;
    for (const std::string& field : fields) {
        const std::string longer = text.empty() ? field : text + "  " + field;
        if (std::ssize(longer) > columns) break;
        text = longer;
    }
    return text;
}

std::string steps_of(const Progress& p) {
    return count_of(p.step, p.steps, p.steps_estimated);
}

std::string narrow_bar(const Progress& p, double share, int columns) {
    const std::string text =
        fitting({steps_of(p), fmt::format("loss {:.3f}", p.loss), fmt::format("lr {:.1e}", p.learning_rate),
                 fmt::format("|g| {:.2f}", p.gradient_norm),
                 fmt::format("{} tok/s", grouped(std::llround(p.tokens_per_second))),
                 fmt::format("{} left", duration_text(p.seconds_left))},
                columns);
    const int room = std::min(kWidestBar, columns - static_cast<int>(text.size()) - 3);  // brackets and a space
    return room < kNarrowestBar ? text : bar(share, room) + " " + text;
}

}  // namespace

std::string count_of(std::int64_t done, std::int64_t total, bool estimated) {
    if (total <= 0) return fmt::format("{}", done);
    const std::string last = fmt::format("{}", total);
    return fmt::format("{:>{}}/{}{}", done, last.size(), estimated ? "~" : "", last);
}

std::string grouped(std::int64_t number) {
    std::string digits = fmt::format("{}", number);
    for (std::ptrdiff_t at = std::ssize(digits) - 3; at > (number < 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string duration_text(double seconds) {
    const std::int64_t whole = std::llround(std::max(seconds, 0.0));
    if (whole < 60) return fmt::format("{} s", whole);
    if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string progress_line(const Progress& p) {
    return fmt::format("epoch {}  step {}  loss {:.3f}  lr {:.2e}  |g| {:.2f}  {} tokens/s  {} left",
                       count_of(p.epoch, p.epochs), steps_of(p), p.loss, p.learning_rate, p.gradient_norm,
                       grouped(std::llround(p.tokens_per_second)), duration_text(p.seconds_left));
}

std::string progress_bar(const Progress& p, int columns) {
    const double share = p.steps > 0 ? static_cast<double>(p.step) / static_cast<double>(p.steps) : 0;
    const std::string text = bar(share, kWidestBar) + fmt::format(" {:3.0f} %  ", 100 * share) + progress_line(p);
    return std::ssize(text) <= columns ? text : narrow_bar(p, share, columns);
}

}  // namespace vitro::nn
