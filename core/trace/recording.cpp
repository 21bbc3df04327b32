// core/trace/recording.cpp: what is kept of a tensor, and where a value's numbers are.
#include "core/trace/recording.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vitro::core::trace {
namespace {

void add_statistics(Captured& captured, const float* numbers) {
    bool first = true;
    for (std::int64_t i = 0; i < captured.size; ++i) {
        const double number = static_cast<double>(numbers[i]);
        if (number == 0) ++captured.zeros;
        if (!std::isfinite(number)) {
            ++captured.not_finite;
            continue;
        }
        captured.sum_of_squares += number * number;
        captured.least = first ? number : std::min(captured.least, number);
        captured.most = first ? number : std::max(captured.most, number);
        first = false;
    }
}

/// A NaN counts as the farthest from 0: it is what one looks for.
void add_greatest(Captured& captured, const float* numbers) {
    const auto distance = [numbers](std::int64_t i) {
        return std::isnan(numbers[i]) ? std::numeric_limits<float>::infinity() : std::abs(numbers[i]);
    };
    std::vector<std::int64_t> order(static_cast<std::size_t>(captured.size));
    std::iota(order.begin(), order.end(), 0);
    const auto end = order.begin() + Captured::kGreatest;
    std::partial_sort(order.begin(), end, order.end(), [&](std::int64_t a, std::int64_t b) {
        return distance(a) != distance(b) ? distance(a) > distance(b) : a < b;
    });
    captured.greatest.assign(order.begin(), end);
    for (const std::int64_t at : captured.greatest) captured.extremes.push_back(numbers[at]);
}

}  // namespace

Captured capture(const float* numbers, std::int64_t size) {
    Captured captured;
    captured.size = size;
    add_statistics(captured, numbers);
    const bool whole = size <= Captured::kWhole;
    captured.numbers.assign(numbers, numbers + (whole ? size : Captured::kWindow));
    if (!whole) add_greatest(captured, numbers);
    return captured;
}

double Captured::norm() const {
    if (not_finite == 0) return std::sqrt(sum_of_squares);
    const auto is_nan = [](float x) { return std::isnan(x); };
    const bool nan = std::ranges::any_of(numbers, is_nan) || std::ranges::any_of(extremes, is_nan);
    return nan ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
}

const char* name_of(Role role) {
    constexpr const char* kNames[] = {"parameter", "constant", "result"};
    return kNames[static_cast<int>(role)];
}

const char* name_of(EventKind kind) {
    constexpr const char* kNames[kEventKinds] = {"ZERO", "INPUT", "F", "LOSS", "SEED", "B", "ACC", "MEAN", "CLIP", "U"};
    return kNames[static_cast<int>(kind)];
}

const Captured& numbers_of(const Recording& recording, const Graph& graph, int value) {
    const Value* found = &graph.values[static_cast<std::size_t>(value)];
    while (found->view_of >= 0) found = &graph.values[static_cast<std::size_t>(found->view_of)];
    if (found->outer >= 0) return numbers_of(recording, recording.step(), found->outer);
    return found->numbers;
}

}  // namespace vitro::core::trace
