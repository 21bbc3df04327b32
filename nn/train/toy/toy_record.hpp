// nn/train/toy/toy_record.hpp: a training step on one example of a toy task, recorded with its symbols.
#pragma once

#include "nn/train/record_batch.hpp"
#include "nn/train/toy/solver.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A step on this example alone, whose answer may be a wrong one: axes along the example or the symbols have them.
/// Throws Error for an example that is not of the task, and as record_step does.
core::trace::Recording record_toy_step(const Solver& solver, const ToyExample& example, const NextStep& next);

}  // namespace vitro::nn::inline VITRO_REAL
