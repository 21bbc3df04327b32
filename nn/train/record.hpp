// nn/train/record.hpp: a whole training step as events: what was wiped, forward, loss, backward, sums, clip, update.
#pragma once

#include <map>
#include <string>

#include "core/trace/recording.hpp"
#include "nn/optim/decay.hpp"
#include "nn/optim/optimizer.hpp"
#include "nn/train/trainer.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// What a recording is to say of a step, besides what happens in it.
struct StepDescription {
    std::string title;
    std::vector<core::trace::Labels> labels;                  ///< of the inputs, and of vocabularies
    std::map<std::string, core::trace::Axes> parameter_axes;  ///< by a parameter's name: the labels of its axes
    core::trace::Optimization optimization;                   ///< the optimizer and its constants
    Decayed decayed = Decayed::all;                           ///< which parameters its weight decay is for
};

/// Runs the trainer's next step and records it, with every op's expansion. The weights end as step() would have left
/// them, to the bit. Throws Error when the training is at its end, and what step() throws.
core::trace::Recording record_step(Trainer& trainer, const Parameters& parameters, const Optimizer& optimizer,
                                   StepDescription description);

}  // namespace vitro::nn::inline VITRO_REAL
