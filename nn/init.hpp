// nn/init.hpp: how parameters start.
//
// A weight is stored [in, out], so fan-in is its first axis and fan-out its second; in an embedding [vocabulary, width]
// PyTorch's rule for the two is the other way round, which no formula here can tell.
#pragma once

#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace init {

Initializer zeros();
Initializer ones();
/// Uniform in [-bound, bound).
Initializer uniform(double bound);
/// Mean 0.
Initializer normal(double standard_deviation);
/// Uniform with bound gain * sqrt(6 / (fan_in + fan_out)): with a gain of 1 it keeps the variance of values and of
/// gradients, as well as one number can (Glorot and Bengio 2010, "Understanding the difficulty of training deep
/// feedforward neural networks"). Matrices only: throws Error otherwise.
Initializer xavier_uniform(double gain = 1);

}  // namespace init

/// How the two parameters of a Linear start.
struct LinearInit {
    Initializer weight = init::xavier_uniform();
    Initializer bias = init::zeros();

    /// What torch.nn.Linear does: both uniform with bound 1 / sqrt(in), which is kaiming_uniform_(a = sqrt 5) there.
    static LinearInit torch(std::int64_t in);
};

}  // namespace vitro::nn::inline VITRO_REAL
