// nn/train/run/kept_weights.hpp: the weights that a run has kept: of its last epochs, and under names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/train/run/run_directory.hpp"

namespace vitro::nn {

/// "epoch-0007.safetensors": where epoch 7, from 1, is kept.
std::string epoch_file(std::int64_t epoch);

/// The epochs of which the run has the weights, rising. Throws Error with the system's words.
std::vector<std::int64_t> kept_epochs(const RunDirectory& run);

/// Removes the weights of the epochs before `epoch`. Throws Error with the system's words.
void remove_epochs_before(const RunDirectory& run, std::int64_t epoch);

/// The file of weights that somebody named: "average", "epoch-0007", with or without its ending, in the run; with a
/// slash in it, a path. Throws Error when there is no such file, naming the weights that the run has.
std::string weights_file(const RunDirectory& run, const std::string& name);

}  // namespace vitro::nn
