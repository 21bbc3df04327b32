// examples/step/museum/answers.cpp: the debugger's checks, each brought to one sentence.
#include "examples/step/museum/answers.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "core/error.hpp"
#include "examples/step/analysis/conservation.hpp"
#include "examples/step/analysis/differences.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/analysis/recompute.hpp"

namespace vitro::step::museum {
namespace {

/// What a float gradient may be off by, per tensor: a step's rounding, also where contributions cancel.
constexpr double kFloatBound = 1e-3;
/// What two ways to one result in float may differ by.
constexpr double kLensBound = 1e-5;

struct Miss {
    double error = 0, recorded = 0, difference = 0;
    std::string name;
};

Miss worst_of(const DifferenceCheck& check, const std::string& name) {
    Miss miss{std::max(check.recorded_error, check.difference_error), 0, 0, name};
    double farthest = -1;
    for (const Sample& sample : check.samples)
        if (const double apart = std::abs(sample.recorded - sample.difference); apart > farthest)
            farthest = apart, miss.recorded = sample.recorded, miss.difference = sample.difference;
    return miss;
}

Answer answer_of(const Miss& worst, int gradients) {
    if (worst.error > kFloatBound)
        return {false, fmt::format("dL/d{} is {:.6g}; by differences of the loss {:.6g}", worst.name, worst.recorded,
                                   worst.difference)};
    return {true, fmt::format("{} gradient{} as differences of the loss say, to {:.0e}", gradients,
                              gradients == 1 ? "" : "s", std::max(worst.error, kDifferenceBound))};
}

/// "-inf at [0,1], and 2 more"
std::string offenders(const core::Shape& shape, const core::trace::Captured& captured) {
    const auto first = std::ranges::find_if(captured.numbers, [](float number) { return !std::isfinite(number); });
    const std::string number = std::isnan(*first) ? "nan" : fmt::format("{}", *first);
    const std::string place = index_text(shape, first - captured.numbers.begin());
    const std::string more = captured.not_finite == 1 ? "" : fmt::format(", and {} more", captured.not_finite - 1);
    return fmt::format("{}{}{}{}", number, place.empty() ? "" : " at ", place, more);
}

std::string first_forward(const Timeline& timeline) {
    for (int t = 0; t < timeline.size(); ++t) {
        if (timeline.event(t).kind != trace::EventKind::forward) continue;
        const int output = timeline.op(timeline.event(t).index).output;
        const trace::Captured& numbers = trace::numbers_of(timeline.recording(), timeline.graph(), output);
        if (numbers.not_finite > 0)
            return fmt::format("forward: {} at event {} ({})", timeline.name_at(t), t,
                               offenders(timeline.value(output).shape, numbers));
    }
    return "";
}

std::string first_backward(const Timeline& timeline) {
    for (int t = 0; t < timeline.size(); ++t) {
        if (timeline.event(t).kind != trace::EventKind::accumulate) continue;
        const trace::Contribution& one = timeline.contribution(timeline.event(t).index);
        if (one.numbers.not_finite > 0)
            return fmt::format("backward: {} into {} at event {} ({})", timeline.value(timeline.op(one.op).output).name,
                               timeline.value(one.value).name, t,
                               offenders(timeline.value(one.value).shape, one.numbers));
    }
    return "";
}

}  // namespace

Verdict verdict(std::string check, const Answer& of_wrong, const Answer& of_right) {
    return {std::move(check), of_wrong.passed, of_right.passed, of_wrong.words, of_right.words};
}

Answer by_difference(const trace::Recording& recording) {
    const Timeline timeline(recording);
    Differences differences(timeline);
    Miss worst;
    int gradients = 0;
    for (const int value : differences.values()) {
        if (timeline.value(value).role != trace::Role::parameter) continue;
        const Miss miss = worst_of(differences.check(value), timeline.value(value).name);
        if (++gradients == 1 || miss.error > worst.error) worst = miss;
    }
    return answer_of(worst, gradients);
}

Answer by_difference(const trace::Recording& recording, std::string_view parameter, double gradient) {
    const Timeline timeline(recording);
    Differences differences(timeline);
    const double difference = differences.derivative(find_value(timeline, parameter), 0);
    const double error = std::abs(gradient - difference) / std::max(std::abs(difference), kErrorFloor);
    return answer_of({error, gradient, difference, std::string(parameter)}, 1);
}

Answer by_recomputation(const trace::Recording& recording) {
    const Timeline timeline(recording);
    const std::vector<EventCheck> checks = recompute_all(timeline);
    for (const EventCheck& check : checks)
        if (check.note.empty() && check.error > kFloatBound)
            return {false,
                    fmt::format("event {}, {}: {}", check.event, timeline.full_name_at(check.event), verdict(check))};
    return {true, fmt::format("{} events come out again", checks.size())};
}

Answer by_conservation(const trace::Recording& recording) {
    const Conservation result = conservation(Timeline(recording));
    if (!result.passed()) return {false, result.wrong.front()};
    return {true, fmt::format("{} sums, and {} products from them, to the bit", result.sums, result.exact)};
}

Answer by_first_non_finite(const trace::Recording& recording) {
    const Timeline timeline(recording);
    const std::string forward = first_forward(timeline), backward = first_backward(timeline);
    if (forward.empty() && backward.empty()) return {true, "every number is finite, forward and backward"};
    return {false, forward + (forward.empty() || backward.empty() ? "" : "; ") + backward};
}

Answer by_refusal(const std::function<void()>& act) {
    try {
        act();
    } catch (const core::Error& error) {
        return {false, error.what()};
    }
    return {true, "the engine does it"};
}

Answer by_leak(std::string_view what, double moved) {
    if (moved == 0) return {true, fmt::format("{}: nothing moves, to the bit", what)};
    return {false, fmt::format("{}: moved by up to {:.3g}", what, moved)};
}

Answer by_comparison(double distance) {
    if (distance <= kLensBound) return {true, fmt::format("the same to {:.0e}", kLensBound)};
    return {false, fmt::format("up to {:.4g} apart", distance)};
}

double distance(const core::Tensor& a, const core::Tensor& b, std::int64_t first, std::int64_t count) {
    double farthest = 0;
    for (std::int64_t i = first; i < first + count; ++i)
        farthest = std::max(farthest, std::abs(static_cast<double>(a.data()[i]) - static_cast<double>(b.data()[i])));
    return farthest;
}

}  // namespace vitro::step::museum
