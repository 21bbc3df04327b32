// core/ops/softmax_parts.hpp: softmax and its logarithm from primitive ops, for the expansions of what is built on
// them.
#pragma once

#include "core/mask.hpp"
#include "core/node.hpp"

namespace vitro::core::inline VITRO_REAL {

/// mask, max, subtract, exp, mask, sum, divide. A row with nothing to attend to divides 0 by sum + [sum = 0] = 1.
Variable softmax_from_parts(const Variable& x, const Mask& allowed);
/// max, subtract, exp, sum, log, subtract.
Variable log_softmax_from_parts(const Variable& x);

}  // namespace vitro::core::inline VITRO_REAL
