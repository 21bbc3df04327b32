// nn/layers/layer_norm.hpp: each vector brought to mean 0 and variance 1, then stretched and shifted as learned.
#pragma once

#include "core/ops.hpp"
#include "nn/init.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct LayerNorm : Module {
    Variable gain;  ///< [width], starts as ones
    Variable bias;  ///< [width], starts as zeros; without a bias it is a constant that stays so
    double epsilon;

    LayerNorm(const Builder& at, std::int64_t width, double epsilon = 1e-5, bool with_bias = true);
    /// [.., width] -> [.., width]
    Variable operator()(const Variable& x) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
