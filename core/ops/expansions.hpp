// core/ops/expansions.hpp: fused elementwise ops, written with primitive ones. The larger fused ops expand in their own
// files.
#pragma once

#include "core/op.hpp"

namespace vitro::core::inline VITRO_REAL {

Variable expand_gelu(Inputs inputs, Attributes attributes);
Variable expand_gelu_tanh(Inputs inputs, Attributes attributes);
Variable expand_silu(Inputs inputs, Attributes attributes);

}  // namespace vitro::core::inline VITRO_REAL
