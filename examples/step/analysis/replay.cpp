// examples/step/analysis/replay.cpp: forward and backward through core's f64 engine.
#include "examples/step/analysis/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"

namespace vitro::step {

Replay::Replay(const Timeline& timeline, std::vector<Edit> edits) : timeline_(timeline), edits_(std::move(edits)) {
    const trace::Graph& graph = timeline.graph();
    values_.resize(graph.values.size());
    for (std::size_t v = 0; v < graph.values.size(); ++v)
        if (graph.values[v].maker < 0) load_leaf(static_cast<int>(v));
    for (const trace::Application& op : graph.ops) {
        values_[static_cast<std::size_t>(op.output)] = evaluate(op, values_);
        apply_edits(op.output, values_);
    }
    for (const trace::Event& event : graph.events)
        if (event.kind == trace::EventKind::seed)
            outputs_.push_back({event.index, to_doubles(timeline.final_gradient(event.index))});
}

void Replay::load_leaf(int v) {
    const trace::Captured& numbers = trace::numbers_of(timeline_.recording(), timeline_.graph(), v);
    const trace::Value& value = timeline_.value(v);
    if (!numbers.whole())
        throw core::Error(fmt::format("{} is too large to be computed again: {} of its {} numbers are recorded",
                                      value.name, numbers.numbers.size(), numbers.size));
    values_[static_cast<std::size_t>(v)] = {value.shape, to_doubles(numbers.numbers)};
    apply_edits(v, values_);
}

void Replay::apply_edits(int v, std::vector<core::TwinValue>& values) const {
    for (const Edit& edit : edits_)
        if (edit.value == v)
            values[static_cast<std::size_t>(v)].numbers[static_cast<std::size_t>(edit.element)] = edit.number;
}

core::TwinValue Replay::evaluate(const trace::Application& op, std::span<const core::TwinValue> values) const {
    std::vector<core::TwinValue> inputs;
    for (const int input : op.inputs) inputs.push_back(values[static_cast<std::size_t>(input)]);
    return core::engine_f64().evaluate({.op = op.op, .attributes = op.attributes, .inputs = inputs}, core::Lens::fused);
}

double Replay::loss_of(std::span<const core::TwinValue> values) const {
    double loss = 0;
    for (const Output& output : outputs_)
        loss += dot(values[static_cast<std::size_t>(output.value)].numbers, output.weight);
    return loss;
}

double Replay::loss() const {
    return loss_of(values_);
}

const std::vector<std::vector<double>>& Replay::gradients() {
    if (!gradients_.empty()) return gradients_;
    gradients_.resize(values_.size());
    const auto add = [this](int v, const std::vector<double>& more) {
        std::vector<double>& sum = gradients_[static_cast<std::size_t>(v)];
        sum.resize(more.size());
        for (std::size_t i = 0; i < more.size(); ++i) sum[i] += more[i];
    };
    for (const Output& output : outputs_) add(output.value, output.weight);
    const std::vector<trace::Application>& ops = timeline_.graph().ops;
    for (auto op = ops.rbegin(); op != ops.rend(); ++op) {
        const std::vector<double>& upstream = gradients_[static_cast<std::size_t>(op->output)];
        if (!op->differentiated || upstream.empty()) continue;
        std::vector<core::TwinValue> inputs;
        for (const int input : op->inputs) inputs.push_back(values_[static_cast<std::size_t>(input)]);
        const core::TwinValue from{timeline_.value(op->output).shape, upstream};
        const auto contributions = core::engine_f64().vjp(
            {.op = op->op, .attributes = op->attributes, .inputs = inputs}, from, core::Lens::fused);
        for (std::size_t i = 0; i < contributions.size(); ++i)
            if (timeline_.value(op->inputs[i]).wants_gradient) add(op->inputs[i], contributions[i].numbers);
    }
    return gradients_;
}

const std::vector<int>& Replay::downstream_of(int v) {
    const auto [entry, is_new] = downstream_.try_emplace(v);
    if (!is_new) return entry->second;
    std::vector<bool> touched(values_.size());
    touched[static_cast<std::size_t>(v)] = true;
    const std::vector<trace::Application>& ops = timeline_.graph().ops;
    for (std::size_t o = 0; o < ops.size(); ++o) {
        const bool reads =
            std::ranges::any_of(ops[o].inputs, [&](int i) { return touched[static_cast<std::size_t>(i)]; });
        if (!reads) continue;
        touched[static_cast<std::size_t>(ops[o].output)] = true;
        entry->second.push_back(static_cast<int>(o));
    }
    return entry->second;
}

/// Puts back afterwards what it changed: much is not touched at all.
double Replay::loss_with(int v, std::int64_t element, double by) {
    const std::vector<int>& ops = downstream_of(v);
    std::vector<core::TwinValue> before;
    before.reserve(ops.size());
    double& number = values_[static_cast<std::size_t>(v)].numbers[static_cast<std::size_t>(element)];
    const double at = number;
    number += by;
    for (const int o : ops) {
        const trace::Application& op = timeline_.op(o);
        core::TwinValue& output = values_[static_cast<std::size_t>(op.output)];
        before.push_back(std::move(output));
        output = evaluate(op, values_);
        apply_edits(op.output, values_);
    }
    const double loss = loss_of(values_);
    for (std::size_t i = 0; i < ops.size(); ++i)
        values_[static_cast<std::size_t>(timeline_.op(ops[i]).output)] = std::move(before[i]);
    number = at;
    return loss;
}

}  // namespace vitro::step
