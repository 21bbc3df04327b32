// core/trace/recorder.cpp: from what an Observer and a reverse pass show to values, ops, contributions and events.
#include "core/trace/recorder.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "core/context.hpp"
#include "core/error.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

using trace::EventKind;
using trace::Role;

std::int64_t nanoseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

trace::Captured captured(const Tensor& x) {
    if (x.empty()) return {};
    const std::vector<float> numbers(x.span().begin(), x.span().end());
    return trace::capture(numbers.data(), x.size());
}

GraphRecorder::GraphRecorder(trace::Recording& recording)
    : recording_(recording), graph_(static_cast<int>(recording.graphs.size())) {
    recording.graphs.emplace_back();
}

void GraphRecorder::add_event(EventKind kind, int index) {
    graph().events.push_back({kind, index});
}

int GraphRecorder::find(const Variable& x) const {
    if (!x.node) return find_plain(x.value);
    const auto found = by_node_.find(x.node->id);
    return found == by_node_.end() ? -1 : found->second;
}

/// What wants no gradient is known by its numbers' place alone. The latest, since detach hands on its input's place.
int GraphRecorder::find_plain(const Tensor& x) const {
    for (int value = static_cast<int>(held_.size()) - 1; value >= 0; --value) {
        const Variable& known = variable(value);
        if (!known.node && known.value.storage() == x.storage() && known.shape() == x.shape()) return value;
    }
    return -1;
}

int GraphRecorder::value_of(const Variable& x) const {
    const int value = find(x);
    if (value < 0) throw Error(fmt::format("[trace] a tensor {} that was not recorded", x.shape().str()));
    return value;
}

int GraphRecorder::push(trace::Value value, const Variable& x) {
    const int index = static_cast<int>(graph().values.size());
    value.shape = x.shape();
    value.wants_gradient = x.requires_grad();
    const auto [numbers, is_new] = by_storage_.emplace(x.value.storage().bytes(), index);
    if (!is_new) value.view_of = numbers->second;
    if (is_new && value.outer < 0) value.numbers = captured(x.value);
    if (x.node) by_node_[x.node->id] = index;
    held_.push_back(x);
    graph().values.push_back(std::move(value));
    return index;
}

int GraphRecorder::add(const Variable& x, Role role, std::string name, trace::Axes axes) {
    axes.resize(static_cast<std::size_t>(x.rank()));
    return push({.role = role, .name = std::move(name), .axes = std::move(axes)}, x);
}

int GraphRecorder::add_outer(const Variable& x, int outer) {
    const trace::Value& own = recording_.step().values[static_cast<std::size_t>(outer)];
    return push({.role = own.role, .name = own.name, .axes = own.axes, .outer = outer}, x);
}

int GraphRecorder::find_or_add(const Variable& x) {
    const int known = find(x);
    if (known >= 0) return known;
    const bool is_leaf = x.node && x.node->is_leaf();
    const std::string name = is_leaf ? x.node->path.str() : name_of(context().path.str(), "constant");
    return add(x, is_leaf ? Role::parameter : Role::constant, name, {});
}

/// "encoder.layers.0.linear", and from the second of its kind on "encoder.layers.0.linear#2".
std::string GraphRecorder::name_of(const std::string& path, std::string_view op) {
    const std::string name = path.empty() ? std::string(op) : fmt::format("{}.{}", path, op);
    const int use = ++uses_[name];
    return use == 1 ? name : fmt::format("{}#{}", name, use);
}

std::vector<trace::Kept> GraphRecorder::kept_by(const Variable& output) const {
    std::vector<trace::Kept> kept;
    for (const Saved& saved : output.node->saved_list) {
        const auto known = by_storage_.find(saved.storage.bytes());
        kept.push_back({saved.name, saved.shape, static_cast<std::int64_t>(saved.storage.size()),
                        known == by_storage_.end() ? -1 : known->second});
    }
    return kept;
}

int GraphRecorder::add_result(const Op& op, const trace::Application& application, const Variable& output) {
    std::vector<trace::LabelledShape> inputs;
    for (const int input : application.inputs) {
        const trace::Value& value = graph().values[static_cast<std::size_t>(input)];
        inputs.push_back({value.shape, &value.axes});
    }
    trace::Axes axes = trace::axes_of(op.name, application.attributes, inputs, output.shape(), recording_.labels);
    return push({.name = name_of(application.path, op.name),
                 .axes = std::move(axes),
                 .maker = static_cast<int>(graph().ops.size())},
                output);
}

void GraphRecorder::computed(const Op& op, Inputs inputs, Attributes attributes, const Variable& output) {
    if (resting_) return;
    trace::Application application;
    application.forward_ns = nanoseconds_since(since_);
    application.op = op.name;
    application.path = context().path.str();
    application.file = context().file;
    application.line = context().line;
    application.attributes.assign(attributes.begin(), attributes.end());
    const Cost cost = op.cost(inputs, output.value, attributes);
    application.flops = cost.flops, application.bytes = cost.bytes;
    for (const Variable& input : inputs) application.inputs.push_back(find_or_add(input));
    application.output = add_result(op, application, output);
    const int index = static_cast<int>(graph().ops.size());
    if (output.node) {
        application.differentiated = true;
        application.kept = kept_by(output);
        op_of_node_[output.node->id] = index;
    }
    graph().ops.push_back(std::move(application));
    add_event(EventKind::forward, index);
    since_ = Clock::now();
}

void GraphRecorder::add_contributions(int op, std::span<const Contribution> contributions) {
    for (const Contribution& one : contributions) {
        const int value = graph().ops[static_cast<std::size_t>(op)].inputs[static_cast<std::size_t>(one.input)];
        add_event(EventKind::accumulate, static_cast<int>(graph().contributions.size()));
        graph().contributions.push_back({op, one.input, value, captured(one.value)});
    }
}

/// "2 of 3": how many there are is known at the end.
void GraphRecorder::number_contributions() {
    std::vector<int> parts(graph().values.size()), seen(graph().values.size());
    const auto value_at = [this](const trace::Event& event) {
        return static_cast<std::size_t>(graph().contributions[static_cast<std::size_t>(event.index)].value);
    };
    for (const trace::Event& event : graph().events)
        if (event.kind == EventKind::accumulate) ++parts[value_at(event)];
    for (trace::Event& event : graph().events)
        if (event.kind == EventKind::accumulate) {
            event.part = ++seen[value_at(event)];
            event.parts = parts[value_at(event)];
        }
}

void GraphRecorder::differentiate(const Variable& output, const Tensor& seed) {
    add_event(EventKind::seed, value_of(output));
    Backward pass(output, seed, Keep::all);
    for (auto start = Clock::now(); pass.step(); start = Clock::now()) {
        const auto found = op_of_node_.find(pass.node().id);
        if (found == op_of_node_.end())
            throw Error(fmt::format("[trace] {} was computed before the recording began", pass.node().name()));
        graph().ops[static_cast<std::size_t>(found->second)].backward_ns = nanoseconds_since(start);
        add_event(EventKind::backward, found->second);
        add_contributions(found->second, pass.contributions());
    }
    number_contributions();
}

namespace {

/// The expansion's own inputs: leaves where the op's wanted a gradient. An input that was given twice is one leaf.
std::vector<Variable> add_inputs(GraphRecorder& expansion, const GraphRecorder& step, const trace::Application& op) {
    std::unordered_map<int, Variable> known;
    std::vector<Variable> inputs;
    for (const int value : op.inputs) {
        auto [entry, is_new] = known.try_emplace(value);
        if (is_new) {
            const Variable& x = step.variable(value);
            entry->second = x.requires_grad() ? parameter(x.value) : Variable(x.value);
            expansion.add_outer(entry->second, value);
        }
        inputs.push_back(entry->second);
    }
    return inputs;
}

/// Empty where nothing flowed back.
Tensor upstream_of(const Variable& x) {
    return x.node ? x.node->grad : Tensor();
}

void record_expansion(trace::Recording& recording, const GraphRecorder& step, const trace::Application& op,
                      const Op& definition) {
    GraphRecorder expansion(recording);
    const std::vector<Variable> inputs = add_inputs(expansion, step, op);
    const Variable output = definition.expand(inputs, op.attributes);
    recording.graphs.back().output = expansion.value_of(output);
    const Tensor upstream = upstream_of(step.variable(op.output));
    if (output.requires_grad() && !upstream.empty()) expansion.differentiate(output, upstream);
}

}  // namespace

void record_expansions(trace::Recording& recording, GraphRecorder& step) {
    step.rest();
    const auto count = recording.graphs[static_cast<std::size_t>(step.index())].ops.size();
    for (std::size_t i = 0; i < count; ++i) {
        const trace::Application op = recording.graphs[static_cast<std::size_t>(step.index())].ops[i];
        const Op* const definition = find_op(op.op);
        if (definition == nullptr || definition->expand == nullptr) continue;
        recording.graphs[static_cast<std::size_t>(step.index())].ops[i].expansion =
            static_cast<int>(recording.graphs.size());
        const Scope scope(op.path.empty() ? Path() : Path() / op.path, op.file.c_str(), op.line);
        record_expansion(recording, step, op, *definition);
    }
}

}  // namespace vitro::core::inline VITRO_REAL
