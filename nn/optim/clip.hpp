// nn/optim/clip.hpp: no step longer than it should be: all gradients, as one vector, cut to a length.
#pragma once

#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Clipped {
    double norm = 0;    ///< of all gradients as one vector, before clipping
    double factor = 1;  ///< what to multiply each gradient by
};

/// factor = min(1, max_norm / (norm + 1e-6)), as torch.nn.utils.clip_grad_norm_ (Pascanu, Mikolov and Bengio 2013);
/// max_norm 0: no clipping, factor 1. Where the gradients are sums whose mean is meant, `share` is 1 / count: norm and
/// factor are then those of the mean, for the gradients as they are. The gradients stay as they are: hand the factor to
/// Optimizer::step, whose kernel applies it on the way. Parameters without a gradient count as zeros.
Clipped clip_by_global_norm(const Parameters& parameters, double max_norm, double share = 1);

}  // namespace vitro::nn::inline VITRO_REAL
