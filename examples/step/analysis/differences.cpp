// examples/step/analysis/differences.cpp: central differences, Richardson's way, and away from kinks.
#include "examples/step/analysis/differences.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/check/gradient_check.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/recompute.hpp"

namespace vitro::step {

Differences::Differences(const Timeline& timeline) : timeline_(timeline), replay_(timeline) {}

double Differences::central(int value, std::int64_t element, double move) {
    return (replay_.loss_with(value, element, move) - replay_.loss_with(value, element, -move)) / (2 * move);
}

/// D(h) and D(h / 2) tell how far off they are by how far they are apart: a kink of relu within h shows there. Then a
/// smaller h is tried, and the h whose two agree best is believed.
double Differences::derivative(int value, std::int64_t element) {
    double best = 0, least = -1;
    for (const double move : {0x1p-13, 0x1p-17, 0x1p-21}) {
        const double wide = central(value, element, move), narrow = central(value, element, move / 2);
        const double apart = std::abs(wide - narrow);
        if (least < 0 || apart < least) best = (4 * narrow - wide) / 3, least = apart;
        if (apart <= 1e-7 * std::max(1.0, std::abs(narrow))) break;
    }
    return best;
}

/// What a gradient that cancels, as a key bias's does, is measured against: the numbers that it is summed from.
double Differences::upstream_size(int value) const {
    double most = kErrorFloor;
    for (const int c : timeline_.contributions_to(value))
        for (const float number : timeline_.final_gradient(timeline_.op(timeline_.contribution(c).op).output))
            most = std::max(most, std::abs(static_cast<double>(number)));
    return most;
}

DifferenceCheck Differences::check(int value, int samples) {
    const std::vector<double>& chain = replay_.gradients()[static_cast<std::size_t>(value)];
    const std::vector<double> recorded = to_doubles(timeline_.final_gradient(value));
    DifferenceCheck result{.value = value, .samples = {}};
    if (chain.empty()) return result;
    const auto size = static_cast<std::int64_t>(chain.size());
    const auto larger = [](double a, double b) { return std::abs(a) < std::abs(b); };
    const auto largest = std::ranges::max_element(chain, larger);
    std::set<std::int64_t> elements{largest - chain.begin()};
    for (int i = 0; i < samples - 1; ++i) elements.insert(i * (size - 1) / std::max(1, samples - 2));
    std::vector<double> by_chain, by_difference;
    for (const std::int64_t element : elements) {
        const auto at = static_cast<std::size_t>(element);
        const Sample sample{element, recorded[at], chain[at], derivative(value, element)};
        by_chain.push_back(sample.chain), by_difference.push_back(sample.difference);
        result.samples.push_back(sample);
    }
    const double floor = std::max(kErrorFloor, std::abs(*largest));
    result.difference_error = core::check::relative_error(by_chain, by_difference, floor);
    result.recorded_error = core::check::relative_error(recorded, chain, upstream_size(value));
    return result;
}

std::vector<SweepPoint> Differences::sweep(int value, std::int64_t element) {
    const double chain = replay_.gradients()[static_cast<std::size_t>(value)][static_cast<std::size_t>(element)];
    std::vector<SweepPoint> points;
    for (int exponent = 2; exponent <= 50; exponent += 4) {
        const double move = std::ldexp(1.0, -exponent), difference = central(value, element, move);
        points.push_back({move, difference, std::abs(difference - chain) / std::max(std::abs(chain), kErrorFloor)});
    }
    return points;
}

std::vector<int> Differences::values() const {
    std::vector<int> values;
    for (int v = 0; v < static_cast<int>(timeline_.graph().values.size()); ++v)
        if (!timeline_.final_gradient(v).empty()) values.push_back(v);
    return values;
}

}  // namespace vitro::step
