// examples/step/analysis/what_if.cpp: two replays, compared.
#include "examples/step/analysis/what_if.hpp"

#include <algorithm>

#include "examples/step/analysis/elements.hpp"

namespace vitro::step {
namespace {

/// Below it a difference is what rounding in double leaves of 0, as of a key bias's gradient.
constexpr double kRounding = 1e-13;

void compare(int v, const std::vector<double>& before, const std::vector<double>& after, std::vector<Change>& changes) {
    std::vector<double> difference(before.size());
    for (std::size_t i = 0; i < before.size(); ++i) difference[i] = after[i] - before[i];
    const Change change{v, norm(before), norm(difference)};
    if (change.distance > kRounding) changes.push_back(change);
}

void sort(std::vector<Change>& changes) {
    std::ranges::stable_sort(changes, [](const Change& a, const Change& b) { return a.relative() > b.relative(); });
}

}  // namespace

WhatIf what_if(const Timeline& timeline, const std::vector<Edit>& edits) {
    Replay before(timeline), after(timeline, edits);
    const auto tokens = timeline.is_step() ? static_cast<double>(timeline.recording().optimization.tokens) : 1.0;
    WhatIf result{
        .loss_before = before.loss() / tokens, .loss_after = after.loss() / tokens, .values = {}, .gradients = {}};
    for (std::size_t i = 0; i < timeline.graph().values.size(); ++i) {
        const int v = static_cast<int>(i);
        compare(v, before.value(v), after.value(v), result.values);
        compare(v, before.gradients()[i], after.gradients()[i], result.gradients);
    }
    sort(result.values);
    sort(result.gradients);
    return result;
}

}  // namespace vitro::step
