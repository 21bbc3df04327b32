// nn/optim/optimizer.hpp: what the trainer needs of any optimizer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

class Optimizer {
  public:
    virtual ~Optimizer() = default;
    /// Updates every parameter that has a gradient, multiplied by gradient_scale (the factor of clip.hpp). Allocates
    /// nothing after the first step.
    virtual void step(double learning_rate, double gradient_scale) = 0;

    /// The state besides the weights, for checkpoints: "adam.first_moment.encoder.layers.0.linear1.weight", ... Handles
    /// on the numbers themselves: loading writes into them.
    struct State {
        std::string name;
        Tensor tensor;
    };
    virtual std::vector<State> state() const = 0;
    /// Steps done, by which Adam corrects its bias.
    virtual std::int64_t steps() const = 0;
    virtual void set_steps(std::int64_t steps) = 0;
};

}  // namespace vitro::nn::inline VITRO_REAL
