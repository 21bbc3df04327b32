// nn/train/estimate.hpp: how long a training will take on this machine, before it begins.
#pragma once

#include <cstdint>
#include <string>

#include "nn/train/trainer.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Estimate {
    std::int64_t steps = 0;        ///< still to come
    double seconds_a_step = 0;     ///< measured
    double tokens_per_second = 0;  ///< target tokens, measured
    double seconds = 0;            ///< to the end, validations included
    double bytes = 0;              ///< of memory that the process has needed so far, which is about what it will need
};

/// Rehearses for about `rehearsal_seconds`: the training is as before, to the bit. A validation is taken to cost a
/// third of a step for each token, for it does not go backwards. Nothing is estimated (0 steps) when
/// the training is at its end or a step fails.
Estimate estimate(Trainer& trainer, Task& task, double rehearsal_seconds = 0.4);

/// "about 1:20 for 2,000 steps (37 ms each; 20,500 tokens/s), 140 MB of memory"
std::string estimate_text(const Estimate& estimate);

}  // namespace vitro::nn::inline VITRO_REAL
