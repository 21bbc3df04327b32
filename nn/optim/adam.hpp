// nn/optim/adam.hpp: steps scaled by the gradient's recent size, each number on its own.
#pragma once

#include "nn/optim/decay.hpp"
#include "nn/optim/optimizer.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct AdamOptions {
    double beta1 = 0.9, beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 0;
    /// true: AdamW (Loshchilov and Hutter 2019), the decay acts on the weight; false: it is added to the gradient.
    bool decoupled = false;
    Decayed decayed = Decayed::all;

    /// "Attention Is All You Need", section 5.3.
    static AdamOptions paper() { return {.beta2 = 0.98, .epsilon = 1e-9}; }
};

/// torch.optim.Adam and AdamW (Kingma and Ba 2015).
class Adam : public Optimizer {
  public:
    /// Throws Error for options out of range.
    explicit Adam(const Parameters& parameters, const AdamOptions& options = {});

    void step(double learning_rate, double gradient_scale) override;
    /// "adam.first_moment.NAME" and "adam.second_moment.NAME" for each parameter in turn.
    std::vector<State> state() const override;
    std::int64_t steps() const override { return steps_; }
    void set_steps(std::int64_t steps) override { steps_ = steps; }

  private:
    struct Entry {
        Variable parameter;
        Tensor first_moment, second_moment;
    };
    AdamOptions options_;
    std::vector<Entry> entries_;
    std::int64_t steps_ = 0;
};

}  // namespace vitro::nn::inline VITRO_REAL
