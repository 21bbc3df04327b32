// examples/step/terminal/own_step.hpp: one training step of somebody's own model on a pair of their own.
#pragma once

#include <string>

#include "core/trace/recording.hpp"

namespace vitro::step {

/// The run's weights and, where it has its last.safetensors, the optimizer's state and step; a batch of this one pair.
/// Nothing of the run is changed. Throws Error for a run that is half-written, and for a pair that is longer than the
/// model has positions.
core::trace::Recording own_step(const std::string& run, const std::string& text, const std::string& target);

}  // namespace vitro::step
