// nn/layers/feed_forward.hpp: the part of a layer that looks at each position by itself.
#pragma once

#include "nn/layers/dropout.hpp"
#include "nn/layers/linear.hpp"
#include "nn/layers/variant.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// linear2(dropout(activation(linear1(x)))); the activation is applied within the first product.
struct FeedForward : Module {
    Linear linear1;  ///< [d_model, d_ff]
    Linear linear2;  ///< [d_ff, d_model]
    Dropout dropout;
    Activation activation;

    FeedForward(const Builder& at, std::int64_t d_model, std::int64_t d_ff, Activation activation, double dropout = 0,
                const LayerVariant& variant = {});
    /// [.., d_model] -> [.., d_model]
    Variable operator()(const Variable& x) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
