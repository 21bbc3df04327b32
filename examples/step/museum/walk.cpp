// examples/step/museum/walk.cpp: gradients are lists of floats by value; ops are asked one by one.
#include "examples/step/museum/walk.hpp"

#include <algorithm>

#include "core/twin.hpp"

namespace vitro::step::museum {
namespace {

namespace trace = core::trace;
using trace::EventKind;

class Walk {
  public:
    Walk(trace::Recording& recording, Order order)
        : recording_(recording), graph_(recording.graphs.front()), order_(order), sums_(graph_.values.size()) {}

    void pass(int loss) {
        done_.assign(graph_.ops.size(), false);
        sums_[at(loss)] = {1};
        graph_.events.push_back({EventKind::seed, loss});
        if (order_ == Order::as_reached) return reach(loss);
        for (int op = static_cast<int>(graph_.ops.size()) - 1; op >= 0; --op)
            if (!sums_[at(graph_.ops[at(op)].output)].empty()) ask(op);
    }

  private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }

    void reach(int value) {
        const int maker = graph_.values[at(value)].maker;
        if (maker >= 0 && !done_[at(maker)]) ask(maker);
    }

    void ask(int op) {
        done_[at(op)] = true;
        graph_.events.push_back({EventKind::backward, op});
        const std::vector<core::TwinValue> products = products_of(graph_.ops[at(op)]);
        for (std::size_t i = 0; i < products.size(); ++i) {
            const int input = graph_.ops[at(op)].inputs[i];
            if (!graph_.values[at(input)].wants_gradient) continue;
            add(op, static_cast<int>(i), input, products[i].numbers);
            if (order_ == Order::as_reached) reach(input);
        }
    }

    std::vector<core::TwinValue> products_of(const trace::Application& op) const {
        std::vector<core::TwinValue> inputs;
        for (const int input : op.inputs) {
            const std::vector<float>& numbers = trace::numbers_of(recording_, graph_, input).numbers;
            inputs.push_back({graph_.values[at(input)].shape, {numbers.begin(), numbers.end()}});
        }
        const std::vector<float>& upstream = sums_[at(op.output)];
        return core::engine_f32().vjp({.op = op.op, .attributes = op.attributes, .inputs = inputs},
                                      {graph_.values[at(op.output)].shape, {upstream.begin(), upstream.end()}},
                                      core::Lens::fused);
    }

    void add(int op, int input, int value, const std::vector<double>& product) {
        const std::vector<float> numbers(product.begin(), product.end());
        graph_.events.push_back({EventKind::accumulate, static_cast<int>(graph_.contributions.size())});
        graph_.contributions.push_back({op, input, value, trace::capture(numbers.data(), std::ssize(numbers))});
        std::vector<float>& sum = sums_[at(value)];
        if (sum.empty()) return void(sum = numbers);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += numbers[i];
    }

    trace::Recording& recording_;
    trace::Graph& graph_;
    Order order_;
    std::vector<std::vector<float>> sums_;  // by value; empty: unset
    std::vector<bool> done_;                // by op
};

/// "2 of 3".
void number_contributions(trace::Graph& graph) {
    const auto value_of = [&](const trace::Event& event) {
        return graph.contributions[static_cast<std::size_t>(event.index)].value;
    };
    std::vector<int> parts(graph.values.size()), seen(graph.values.size());
    for (const trace::Contribution& one : graph.contributions) ++parts[static_cast<std::size_t>(one.value)];
    for (trace::Event& event : graph.events) {
        if (event.kind != EventKind::accumulate) continue;
        const auto value = static_cast<std::size_t>(value_of(event));
        event.part = ++seen[value], event.parts = parts[value];
    }
}

}  // namespace

trace::Recording walked_back(trace::Recording recording, Order order, int passes) {
    trace::Graph& graph = recording.graphs.front();
    const auto is_forward = [](const trace::Event& event) {
        return event.kind == EventKind::input || event.kind == EventKind::forward || event.kind == EventKind::loss;
    };
    std::erase_if(graph.events, [&](const trace::Event& event) { return !is_forward(event); });
    const int loss = std::ranges::find(graph.events, EventKind::loss, &trace::Event::kind)->index;
    graph.contributions.clear();
    recording.updates.clear();
    Walk walk(recording, order);
    for (int pass = 0; pass < passes; ++pass) walk.pass(loss);
    number_contributions(graph);
    return recording;
}

}  // namespace vitro::step::museum
