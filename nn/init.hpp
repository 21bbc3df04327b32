// nn/init.hpp: how parameters start.
//
// A weight is stored [in, out], so fan-in is its first axis and fan-out its second; in an embedding [vocabulary, width]
// PyTorch's rule for the two is the other way round, which no formula here can tell.
#pragma once

#include "nn/layers/settings.hpp"
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
    Initializer bias = init::zeros();  ///< nullptr: the map has none

    /// What torch.nn.Linear does: both uniform with bound 1 / sqrt(in), which is kaiming_uniform_(a = sqrt 5) there.
    static LinearInit torch(std::int64_t in);
};

/// How the weights of a stack of layers start.
struct WeightInit {
    Initializer attention;  ///< query, key and value
    Initializer hidden;     ///< the first map of a feed-forward
    Initializer residual;   ///< what is added to the residual: attention's output, the second map of a feed-forward
    Initializer table;      ///< embeddings and learned positions; an output projection that is not tied

    /// xavier_uniform() throughout; query, key and value as thirds of one matrix.
    static WeightInit xavier();
    /// Normal with a standard deviation of 0.02 (Radford et al. 2019, "Language models are unsupervised multitask
    /// learners"), divided by sqrt(2 layers) where 2 layers of sums meet: the residual's variance does not grow with
    /// depth.
    static WeightInit gpt2(std::int64_t layers);
    static WeightInit of(Initialisation, std::int64_t layers);
};

}  // namespace vitro::nn::inline VITRO_REAL
