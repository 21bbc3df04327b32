// core/check/gradient_check.cpp: differences of values beside gradients.
#include "core/check/gradient_check.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::core::check {
namespace {

constexpr double kStep = 0x1p-10;

/// Evaluates a case with one number moved.
class Prober {
  public:
    Prober(const Case& sample, std::vector<TwinValue> inputs, TwinValue upstream)
        : sample_(sample), inputs_(std::move(inputs)), upstream_(std::move(upstream)) {}

    double derivative(std::size_t input, std::size_t element) {
        double& x = inputs_[input].numbers[element];
        const double at = x;
        const double wide = central_difference(x, at, kStep), narrow = central_difference(x, at, kStep / 2);
        x = at;
        return (4 * narrow - wide) / 3;
    }

  private:
    double central_difference(double& x, double at, double step) const {
        x = at + step;
        const TwinValue above = evaluate();
        x = at - step;
        const TwinValue below = evaluate();
        double sum = 0;
        for (std::size_t i = 0; i < above.numbers.size(); ++i)
            sum += upstream_.numbers[i] * (above.numbers[i] - below.numbers[i]);
        return sum / (2 * step);
    }

    TwinValue evaluate() const { return engine_f64().evaluate(application_of(sample_, inputs_), Lens::fused); }

    const Case& sample_;
    std::vector<TwinValue> inputs_;
    TwinValue upstream_;
};

std::string position_str(const Shape& shape, std::size_t element) {
    std::vector<std::size_t> index(static_cast<std::size_t>(shape.rank()));
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        const auto size = static_cast<std::size_t>(shape[axis]);
        index[axis] = element % size;
        element /= size;
    }
    return fmt::format("({})", fmt::join(index, ","));
}

}  // namespace

double relative_error(std::span<const double> a, std::span<const double> b, double floor, std::size_t* position) {
    double largest = floor, worst = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        largest = std::max(largest, std::abs(b[i]));
        const double error = a[i] == b[i] ? 0 : std::abs(a[i] - b[i]);
        if (!(error <= worst)) {  // a NaN is the worst
            worst = std::isnan(error) ? std::numeric_limits<double>::infinity() : error;
            if (position) *position = i;
        }
    }
    return std::isinf(worst) ? worst : worst / largest;
}

GradientCheck check_gradient(const Case& sample) {
    const Engine& engine = engine_f64();
    const std::vector<TwinValue> inputs = draw_inputs(sample);
    const Application application = application_of(sample, inputs);
    const TwinValue upstream = draw_upstream(engine.evaluate(application, Lens::fused).shape);
    const std::vector<TwinValue> gradients = engine.vjp(application, upstream, Lens::fused);

    GradientCheck result{.op = sample.op, .inputs = sample.inputs_str(), .attributes = to_string(sample.attributes)};
    Prober prober(sample, inputs, upstream);
    for (std::size_t input = 0; input < inputs.size(); ++input) {
        std::vector<double> differences(inputs[input].numbers.size(), 0.0);
        if (engine.is_differentiable(sample.op))  // otherwise nothing flows, by definition
            for (std::size_t i = 0; i < differences.size(); ++i) differences[i] = prober.derivative(input, i);
        std::size_t at = 0;
        const double error = relative_error(gradients[input].numbers, differences, kGradientFloor, &at);
        if (error > result.worst_error) {
            result.worst_error = error;
            result.worst_position = fmt::format("input {} at {}", input, position_str(inputs[input].shape, at));
        }
    }
    return result;
}

std::vector<GradientCheck> check_gradients(std::string_view op) {
    const std::vector<std::string_view> names = engine_f64().op_names();
    if (!op.empty() && std::find(names.begin(), names.end(), op) == names.end())
        throw Error(
            fmt::format("[check] there is no op {}: valid are {}", printable(op, '\''), fmt::join(names, ", ")));
    std::vector<GradientCheck> results;
    for (const Case& sample : all_cases())
        if (op.empty() || sample.op == op) results.push_back(check_gradient(sample));
    return results;
}

std::vector<GradientCheck> worst_of_each_op(std::span<const GradientCheck> results) {
    std::vector<GradientCheck> worst;
    for (std::string_view op : engine_f64().op_names()) {
        const GradientCheck* found = nullptr;
        for (const GradientCheck& result : results)
            if (result.op == op && (!found || result.worst_error > found->worst_error)) found = &result;
        if (found) worst.push_back(*found);
    }
    return worst;
}

}  // namespace vitro::core::check
