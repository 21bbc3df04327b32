// core/update.hpp: in-place updates of parameters: nn's door to the optimizer kernels.
#pragma once

#include "core/node.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core::inline VITRO_REAL {

using kernels::AdamStep;
using kernels::SgdStep;

/// One step of Adam or AdamW on a parameter with a gradient; first and second moments have its shape.
/// Throws Error when shapes differ or the gradient is unset.
void adam_step(Variable& parameter, Tensor& first_moment, Tensor& second_moment, const AdamStep& step);
/// One step of SGD; velocity may be empty when there is no momentum.
void sgd_step(Variable& parameter, Tensor& velocity, const SgdStep& step);
/// Of one tensor, in double.
double sum_of_squares(const Tensor& x);
/// dst += x: accumulating gradients by hand.
void add_into(Tensor& dst, const Tensor& x);

}  // namespace vitro::core::inline VITRO_REAL
