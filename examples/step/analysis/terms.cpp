// examples/step/analysis/terms.cpp: local derivatives by central differences of one op in double.
#include "examples/step/analysis/terms.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/twin.hpp"
#include "examples/step/analysis/elements.hpp"

namespace vitro::step {
namespace {

/// Truncation is about h^2 = 6e-11, rounding epsilon / h = 3e-11; and a kink within h is rare.
constexpr double kMove = 0x1p-17;

std::vector<core::TwinValue> recorded_inputs(const Timeline& timeline, const trace::Application& op) {
    std::vector<core::TwinValue> inputs;
    for (const int v : op.inputs) {
        const trace::Captured& numbers = trace::numbers_of(timeline.recording(), timeline.graph(), v);
        if (!numbers.whole())
            throw core::Error(fmt::format("{}: only a part of it is recorded", timeline.value(v).name));
        inputs.push_back({timeline.value(v).shape, to_doubles(numbers.numbers)});
    }
    return inputs;
}

/// dy/dx_e for every element of y.
std::vector<double> local_derivatives(const trace::Application& op, std::vector<core::TwinValue> inputs,
                                      std::size_t input, std::int64_t element) {
    double& x = inputs[input].numbers[static_cast<std::size_t>(element)];
    const double at = x;
    const auto evaluate = [&] {
        return core::engine_f64()
            .evaluate({.op = op.op, .attributes = op.attributes, .inputs = inputs}, core::Lens::fused)
            .numbers;
    };
    x = at + kMove;
    std::vector<double> slope = evaluate();
    x = at - kMove;
    const std::vector<double> below = evaluate();
    for (std::size_t i = 0; i < slope.size(); ++i) slope[i] = (slope[i] - below[i]) / (2 * kMove);
    return slope;
}

}  // namespace

Terms terms_of(const Timeline& timeline, int contribution, std::int64_t element) {
    const trace::Contribution& one = timeline.contribution(contribution);
    const trace::Application& op = timeline.op(one.op);
    const auto input = static_cast<std::size_t>(one.input);
    const std::vector<double> slope = local_derivatives(op, recorded_inputs(timeline, op), input, element);
    if (!timeline.is_whole(op.output) || !one.numbers.whole())
        throw core::Error(fmt::format("{}: only a part of its gradient is recorded", timeline.value(op.output).name));
    const std::vector<float> upstream = timeline.final_gradient(op.output);
    Terms result{.contribution = contribution, .terms = {}};
    result.recorded = static_cast<double>(one.numbers.numbers[static_cast<std::size_t>(element)]);
    for (std::size_t o = 0; o < std::min(slope.size(), upstream.size()); ++o) {
        const Term term{static_cast<std::int64_t>(o), static_cast<double>(upstream[o]), slope[o]};
        if (std::abs(term.local) < 1e-9) continue;  // what the difference leaves of 0
        result.sum += term.number();
        result.sizes += std::abs(term.number());
        result.terms.push_back(term);
    }
    std::ranges::stable_sort(result.terms,
                             [](const Term& a, const Term& b) { return std::abs(a.number()) > std::abs(b.number()); });
    return result;
}

std::string local_text(const Timeline& timeline, int contribution, std::int64_t element, const Term& term) {
    const trace::Contribution& one = timeline.contribution(contribution);
    const trace::Application& op = timeline.op(one.op);
    const core::Shape &in = timeline.value(one.value).shape, &out = timeline.value(op.output).shape;
    const std::int64_t column = term.element % out.cols(), row = term.element / out.cols();
    if (op.op == "linear" && one.input == 0) return fmt::format("weight[{},{}]", element % in.cols(), column);
    if (op.op == "linear" && one.input == 1)
        return "x" + index_text(timeline.value(op.inputs[0]).shape,
                                row * timeline.value(op.inputs[0]).shape.cols() + element / in.cols());
    if (op.op == "linear") return "1: the bias is added to every row";
    if (op.op == "add") return "1: added";
    if (op.op == "embedding") return fmt::format("1: the row was picked for position {}", row);
    if (op.op == "cross_entropy") return "p - y";
    if (op.op == "scale") return "the factor";
    if (op.op == "layer_norm" && one.input == 1) return "x^, the normalised input";
    if (op.op == "layer_norm" && one.input == 2) return "1: the bias is added to every row";
    if (op.op == "layer_norm") return "gain / std (1[same] - 1/n - x^ x^' / n)";
    if (op.op == "softmax") return "y (1[same] - y')";
    if (op.op == "attention" && one.input == 2) return "a weight of the attention";
    if (op.op == "attention") return "through scores and softmax";
    if (op.op == "rotary") return element == term.element ? "cos a" : "sin a of its pair, or -sin a";
    if (op.op == "mul") return "the other factor";
    return "";
}

}  // namespace vitro::step
