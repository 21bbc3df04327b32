// nn/train/run/resume.hpp: back to where a run stood.
#pragma once

#include "nn/train/run/run_directory.hpp"
#include "nn/train/trainer.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Loads last.safetensors; stays at the start when nothing was saved. Throws Error that says what is wrong with it and,
/// when previous.safetensors would do in its place, how to go on from that; the trainer is unchanged then.
void load_last(Trainer& trainer, const RunDirectory& run);

}  // namespace vitro::nn::inline VITRO_REAL
