// core/ops/expansions.cpp: GELU and SiLU from primitive ops.
#include "core/ops/expansions.hpp"

#include <cmath>
#include <numbers>

#include "core/ops.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

Variable constant(double value) {
    return Tensor::scalar(static_cast<real>(value));
}

}  // namespace

Variable expand_gelu(Inputs inputs, Attributes) {
    const Variable& x = inputs[0];
    return scale(x, 0.5) * (constant(1) + erf(scale(x, 1 / std::numbers::sqrt2)));
}

Variable expand_gelu_tanh(Inputs inputs, Attributes) {
    const Variable& x = inputs[0];
    const Variable cubic = x + scale(x * x * x, 0.044715);
    return scale(x, 0.5) * (constant(1) + tanh(scale(cubic, std::sqrt(2 / std::numbers::pi))));
}

Variable expand_silu(Inputs inputs, Attributes) {
    return inputs[0] * sigmoid(inputs[0]);
}

}  // namespace vitro::core::inline VITRO_REAL
