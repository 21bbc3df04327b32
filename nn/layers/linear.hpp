// nn/layers/linear.hpp: an affine map of the last axis.
#pragma once

#include "nn/init.hpp"
#include "nn/layers/settings.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Linear : Module {
    Variable weight;  ///< [in, out]
    Variable bias;    ///< [out], or empty: none

    Linear(const Builder& at, std::int64_t in, std::int64_t out, const LinearInit& init = {});
    /// activation(x weight + bias): [.., in] -> [.., out], in one product.
    Variable operator()(const Variable& x, Activation activation = Activation::none) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
