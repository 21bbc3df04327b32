// examples/step/own/own_step.hpp: one training step of somebody's own model on a text of their own.
#pragma once

#include <string>

#include "core/error.hpp"
#include "core/trace/recording.hpp"

namespace vitro::step {

/// What a run of this kind cannot be asked, whatever it has learned: without a target, or with one.
class Misuse : public core::Error {
  public:
    using core::Error::Error;
};

/// The run's weights and, where it has its last.safetensors, the optimizer's state and step; a batch of this one text.
/// What `text` and `target` are, the run's task says: a sentence and its translation; a text that predicts itself, with
/// no target; a question of a toy task and its answer, "" for the right one; a line and its label.
/// Nothing of the run is changed. Throws Misuse for a target that is missing or too much; Error for a run that is
/// half-written, and for a text that is longer than the model has positions or has what the model does not know.
core::trace::Recording own_step(const std::string& run, const std::string& text, const std::string& target);

}  // namespace vitro::step
