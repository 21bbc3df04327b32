// nn/optim/schedule.hpp: the learning rate as a function of the step.
#pragma once

#include <cstdint>
#include <variant>

namespace vitro::nn {

/// The same for every step.
struct ConstantRate {
    double learning_rate = 1e-3;
};

/// factor d_model^-0.5 min(step^-0.5, step warmup^-1.5): up in a straight line, then down with the root (Vaswani et al.
/// 2017, section 5.3). The peak, at step = warmup, is factor / sqrt(d_model warmup).
struct NoamRate {
    std::int64_t d_model = 512;
    std::int64_t warmup = 4000;
    double factor = 1;
};

/// Up in a straight line for `warmup` steps, then half a cosine from `peak` to `minimum`, reached behind step `decay`
/// and kept (Loshchilov and Hutter 2017; the warm-up is nanoGPT's: its step k of 1, 2, ... has peak k / (warmup + 1)).
struct CosineRate {
    double peak = 1e-3;
    double minimum = 1e-4;
    std::int64_t warmup = 100;
    std::int64_t decay = 2000;
};

/// Any of the three.
class Schedule {
  public:
    /// Throws Error for a rate that is negative or not finite, and for step counts that make no sense.
    Schedule(const ConstantRate& constant);
    Schedule(const NoamRate& noam);
    Schedule(const CosineRate& cosine);

    /// Of the update number `step`, from 1.
    double rate(std::int64_t step) const;

  private:
    std::variant<ConstantRate, NoamRate, CosineRate> kind_;
};

}  // namespace vitro::nn
