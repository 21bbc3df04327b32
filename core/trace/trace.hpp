// core/trace/trace.hpp: watches a training step through an Observer. No op knows that it exists.
#pragma once

#include <functional>

#include "core/node.hpp"
#include "core/trace/step.hpp"

namespace vitro::core::inline VITRO_REAL {

/// Computes `loss` and, if it depends on parameters, the reverse pass; their gradients accumulate as always.
/// Constants that `loss` makes on its way count as being there anyway, unless they take the block of something that was
/// computed and let go before. Throws what `loss` and backward throw.
trace::Step trace_step(const std::function<Variable()>& loss);

}  // namespace vitro::core::inline VITRO_REAL
