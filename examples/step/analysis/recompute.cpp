// examples/step/analysis/recompute.cpp: one op, one product, one update at a time in double.
#include "examples/step/analysis/recompute.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/check/gradient_check.hpp"
#include "core/error.hpp"
#include "core/twin.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/update_rule.hpp"

namespace vitro::step {
namespace {

using trace::EventKind;

constexpr double kNormBound = 1e-9;  // both sides are sums in double

std::vector<core::TwinValue> inputs_of(const Timeline& timeline, const trace::Application& op) {
    std::vector<core::TwinValue> inputs;
    for (const int v : op.inputs) {
        const trace::Captured& numbers = trace::numbers_of(timeline.recording(), timeline.graph(), v);
        if (!numbers.whole()) throw core::Error(timeline.value(v).name + " is not recorded whole");
        inputs.push_back({timeline.value(v).shape, to_doubles(numbers.numbers)});
    }
    return inputs;
}

void compare(EventCheck& check, const std::vector<float>& recorded, const std::vector<double>& again,
             double floor = kErrorFloor) {
    if (recorded.size() != again.size()) throw core::Error("it is not recorded whole");
    check.error = std::max(check.error, core::check::relative_error(to_doubles(recorded), again, floor));
    for (std::size_t i = 0; i < again.size(); ++i)
        check.exact = check.exact && (recorded[i] == static_cast<float>(again[i]));
}

void check_forward(const Timeline& timeline, EventCheck& check, const trace::Application& op) {
    const std::vector<core::TwinValue> inputs = inputs_of(timeline, op);
    const core::TwinValue again =
        core::engine_f64().evaluate({.op = op.op, .attributes = op.attributes, .inputs = inputs}, core::Lens::fused);
    compare(check, trace::numbers_of(timeline.recording(), timeline.graph(), op.output).numbers, again.numbers);
}

/// All that an op's backward adds, or of one contribution that.
void check_backward(const Timeline& timeline, EventCheck& check, int o, int only) {
    const trace::Application& op = timeline.op(o);
    const std::vector<core::TwinValue> inputs = inputs_of(timeline, op);
    const core::TwinValue upstream{timeline.value(op.output).shape, to_doubles(timeline.final_gradient(op.output))};
    const double size = statistics(timeline.final_gradient(op.output)).absmax;
    const std::vector<core::TwinValue> again = core::engine_f64().vjp(
        {.op = op.op, .attributes = op.attributes, .inputs = inputs}, upstream, core::Lens::fused);
    for (std::size_t c = 0; c < timeline.graph().contributions.size(); ++c) {
        const trace::Contribution& one = timeline.contribution(static_cast<int>(c));
        if (one.op == o && (only < 0 || only == static_cast<int>(c)))
            compare(check, one.numbers.numbers, again[static_cast<std::size_t>(one.input)].numbers,
                    std::max(kErrorFloor, size));
    }
}

void check_update(const Timeline& timeline, EventCheck& check, const trace::Update& update) {
    const Updated again = updated(timeline, update);
    compare(check, update.after.numbers, again.weight);
    for (std::size_t s = 0; s < update.states.size(); ++s)
        compare(check, update.states[s].after.numbers, again.states[s]);
}

/// The norm over all parameters: it hangs on every bit of every gradient.
void check_norm(const Timeline& timeline, EventCheck& check) {
    const trace::Optimization& o = timeline.recording().optimization;
    double squares = 0;
    for (const trace::Update& update : timeline.recording().updates) {
        if (!timeline.is_whole(update.value)) throw core::Error("a gradient is not recorded whole");
        const std::vector<double> gradient = to_doubles(timeline.final_gradient(update.value));
        squares += dot(gradient, gradient);
    }
    const double norm = std::sqrt(squares) / static_cast<double>(o.tokens);
    const double limit = o.clip > 0 ? std::min(1.0, o.clip / (norm + 1e-6)) : 1.0;
    check.error = std::max(std::abs(norm - o.norm) / std::max(o.norm, kErrorFloor),
                           std::abs(limit / static_cast<double>(o.tokens) - o.factor) / o.factor);
    check.bound = kNormBound;
    check.exact = check.error < 1e-14;
}

void dispatch(const Timeline& timeline, EventCheck& check) {
    const trace::Event& event = timeline.event(check.event);
    switch (event.kind) {
        case EventKind::forward:
            return check_forward(timeline, check, timeline.op(event.index));
        case EventKind::backward:
            return check_backward(timeline, check, event.index, -1);
        case EventKind::accumulate:
            return check_backward(timeline, check, timeline.op_at(check.event), event.index);
        case EventKind::update:
            return check_update(timeline, check, timeline.update(event.index));
        case EventKind::mean:
        case EventKind::clip:
            return check_norm(timeline, check);
        default:
            return;  // nothing is computed
    }
}

}  // namespace

EventCheck recompute(const Timeline& timeline, int event) {
    EventCheck check{.event = event, .exact = true, .note = {}};
    try {
        dispatch(timeline, check);
    } catch (const core::Error& error) {
        check.note = error.what();
    }
    return check;
}

std::vector<EventCheck> recompute_all(const Timeline& timeline) {
    std::vector<EventCheck> checks;
    for (int t = 0; t < timeline.size(); ++t) checks.push_back(recompute(timeline, t));
    return checks;
}

std::string verdict(const EventCheck& check) {
    if (!check.note.empty()) return "not checked: " + check.note;
    if (!check.passed()) return fmt::format("WRONG {:.2e}", check.error);
    return check.exact ? "exact" : fmt::format("approx {:.1e}", check.error);
}

}  // namespace vitro::step
