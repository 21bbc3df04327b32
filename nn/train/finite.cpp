// nn/train/finite.cpp: the cause is sought in the order in which it can have happened: weights, forward, backward.
#include "nn/train/finite.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/record.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

bool all_finite(const Tensor& x) {
    return std::all_of(x.span().begin(), x.span().end(), [](real value) { return std::isfinite(value); });
}

std::string place(const Path& path) {
    return path.str().empty() ? "" : fmt::format(" in {}", path.str());
}

/// Remembers the first op that made something that is not finite.
class FirstNonFinite : public core::Observer {
  public:
    void computed(const core::Op& op, core::Inputs inputs, core::Attributes, const Variable& output) override {
        if (!found.empty() || all_finite(output.value)) return;
        std::string shapes;
        for (const Variable& input : inputs) shapes += (shapes.empty() ? "" : " x ") + input.shape().str();
        found = fmt::format("forward [{}]{} on {}: {}", op.name, place(core::context().path), shapes, op.formula);
    }
    std::string found;
};

std::string first_in_backward(const core::Loss& loss) {
    core::Backward pass(loss.sum, core::Keep::all);
    while (pass.step())
        for (const core::Contribution& contribution : pass.contributions())
            if (!all_finite(contribution.value))
                return fmt::format("backward [{}]{}: {}", pass.node().name(), place(pass.node().path),
                                   pass.node().op->vjp);
    return {};
}

}  // namespace

std::string explain_non_finite(const Parameters& parameters, const std::function<core::Loss()>& loss,
                               std::string_view last_update) {
    core::Loss again;
    const std::string found = explain_non_finite_forward(
        parameters, [&] { again = loss(); }, last_update);
    return found.empty() ? first_in_backward(again) : found;
}

std::string explain_non_finite_forward(const Parameters& parameters, const std::function<void()>& compute,
                                       std::string_view last_update) {
    std::string found = non_finite_parameter(parameters, last_update);
    if (!found.empty()) return found;
    FirstNonFinite watch;
    compute();
    return watch.found;
}

std::string non_finite_parameter(const Parameters& parameters, std::string_view last_update) {
    for (const Variable& parameter : parameters)
        if (!all_finite(parameter.value))
            return fmt::format("parameter {}, made by {}", name_of(parameter), last_update);
    return {};
}

}  // namespace vitro::nn::inline VITRO_REAL
