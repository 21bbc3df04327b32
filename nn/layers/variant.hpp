// nn/layers/variant.hpp: where a stack's layers are not those of Vaswani et al. (2017).
#pragma once

#include "nn/init.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct LayerVariant {
    bool bias = true;     ///< in each linear map and each norm
    bool rotary = false;  ///< query and key of the self-attention are turned by their position (core::rotary)
    WeightInit weights = WeightInit::xavier();

    LinearInit linear(const Initializer& weight) const { return {weight, bias ? init::zeros() : nullptr}; }
};

}  // namespace vitro::nn::inline VITRO_REAL
