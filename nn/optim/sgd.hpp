// nn/optim/sgd.hpp: stochastic gradient descent, with momentum if asked.
#pragma once

#include "nn/optim/decay.hpp"
#include "nn/optim/optimizer.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct SgdOptions {
    double momentum = 0;      ///< share of the velocity that is kept (Polyak 1964)
    double weight_decay = 0;  ///< added to the gradient: weight_decay * w
    Decayed decayed = Decayed::all;
    bool nesterov = false;  ///< looks one step of momentum ahead (Sutskever et al. 2013)
};

/// torch.optim.SGD: velocity <- momentum velocity + g, w <- w - learning_rate velocity.
class Sgd : public Optimizer {
  public:
    /// Throws Error for options out of range.
    explicit Sgd(const Parameters& parameters, const SgdOptions& options = {});

    void step(double learning_rate, double gradient_scale) override;
    /// "sgd.velocity.NAME", when there is momentum.
    std::vector<State> state() const override;
    std::int64_t steps() const override { return steps_; }
    void set_steps(std::int64_t steps) override { steps_ = steps; }

  private:
    struct Entry {
        Variable parameter;
        Tensor velocity;  // empty without momentum
    };
    SgdOptions options_;
    std::vector<Entry> entries_;
    std::int64_t steps_ = 0;
};

}  // namespace vitro::nn::inline VITRO_REAL
