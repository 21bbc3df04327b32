// nn/layers/residual.hpp: how a sublayer is wrapped: around it (the residual), after it or before it (the norm).
//
//   post   norm(x + dropout(sublayer(x)))
//   pre    x + dropout(sublayer(norm(x)))         x itself runs through the whole stack: close it with a final norm
#pragma once

#include <utility>

#include "nn/layers/dropout.hpp"
#include "nn/layers/layer_norm.hpp"
#include "nn/layers/settings.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Residual {
    LayerNorm norm;
    Dropout dropout;
    NormPlacement placement;

    /// The parts of the sublayer of that number within the layer: norm1 and dropout1, ...
    Residual(const Builder& layer, int number, const LayerSettings& settings, bool bias = true);

    /// sublayer: Variable(const Variable&), of the same shape.
    template <class Sublayer>
    Variable operator()(const Variable& x, const Sublayer& sublayer) const {
        if (placement == NormPlacement::pre) return x + dropout(sublayer(norm(x)));
        return norm(x + dropout(sublayer(x)));
    }
};

}  // namespace vitro::nn::inline VITRO_REAL
