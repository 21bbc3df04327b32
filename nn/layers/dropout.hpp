// nn/layers/dropout.hpp: a place at which a training forgets at random.
#pragma once

#include "core/ops.hpp"
#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Holds no parameter. What it drops follows from its path, so call each one once in a step.
struct Dropout : Module {
    double probability;

    Dropout(const Builder& at, double probability);
    /// x itself unless within core::Training.
    Variable operator()(const Variable& x) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
