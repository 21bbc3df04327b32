// bench/measure/statistics.cpp: order statistics: one repetition that another program disturbed moves none of them.
#include "bench/measure/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace vitro::bench {
namespace {

/// The value below which `part` of the sorted ones lie.
double quantile(const std::vector<double>& sorted, double part) {
    const double at = part * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(at));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return quantile(values, 0.5);
}

Statistics statistics_of(std::vector<double> seconds) {
    std::ranges::sort(seconds);
    return {.median = quantile(seconds, 0.5),
            .minimum = seconds.front(),
            .spread = quantile(seconds, 0.75) - quantile(seconds, 0.25),
            .repetitions = static_cast<int>(seconds.size())};
}

}  // namespace vitro::bench
