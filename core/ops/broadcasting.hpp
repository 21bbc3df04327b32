// core/ops/broadcasting.hpp: how the gradient of a repeated operand is summed back to the operand's own shape.
#pragma once

#include "core/backward.hpp"
#include "core/ops/layouts.hpp"
#include "core/tensor.hpp"

namespace vitro::core::inline VITRO_REAL {

/// dst (of shape `to`) = factor * `full`, summed over the axes along which `to` was repeated.
void sum_to(const Slot& dst, const Shape& to, const Tensor& full, real factor = 1);

}  // namespace vitro::core::inline VITRO_REAL
