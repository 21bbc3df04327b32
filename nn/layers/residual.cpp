// nn/layers/residual.cpp: how a sublayer is wrapped.
#include "nn/layers/residual.hpp"

#include <string>

namespace vitro::nn::inline VITRO_REAL {

Residual::Residual(const Builder& layer, int number, const LayerSettings& settings, bool bias)
    : norm(layer / ("norm" + std::to_string(number)), settings.d_model, settings.layer_norm_epsilon, bias),
      dropout(layer / ("dropout" + std::to_string(number)), settings.dropout.residual),
      placement(settings.norm) {}

}  // namespace vitro::nn::inline VITRO_REAL
