// core/ops/softmax_parts.hpp: softmax from primitive ops, for the expansions of softmax and attention.
#pragma once

#include "core/mask.hpp"
#include "core/node.hpp"

namespace vitro::core::inline VITRO_REAL {

/// mask, max, subtract, exp, mask, sum, divide. A row with nothing to attend to divides 0 by sum + [sum = 0] = 1.
Variable softmax_from_parts(const Variable& x, const Mask& allowed);

}  // namespace vitro::core::inline VITRO_REAL
