// nn/train/run/training_state.hpp: all that a training goes on from, in one file: weights, optimizer, position.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/optim/optimizer.hpp"
#include "nn/train/run/checkpoint.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Where a training stands: what has been done, and which batch comes next.
struct Position {
    std::int64_t step = 0;   ///< updates done
    std::int64_t epoch = 0;  ///< from 0
    std::int64_t batch = 0;  ///< the next one of that epoch
    double best_loss = -1;   ///< lowest validation loss so far; negative: none yet
    std::int64_t best_step = 0;
    bool operator==(const Position&) const = default;
};

/// The weights, and what the optimizer remembers of each.
std::vector<NamedTensor> state_tensors(const Parameters& parameters, const Optimizer& optimizer);

/// All or nothing, as save_tensors().
void save_state(const std::string& path, const Parameters& parameters, const Optimizer& optimizer,
                const Position& position);

/// Where the training stood. Throws Error for a file that does not say so, or of which the optimizer has made another
/// number of steps.
Position read_position(const std::string& path);

/// Loads weights and optimizer, its steps included; the position. Throws Error as read_position() and load_tensors()
/// do, and nothing was touched.
Position load_state(const std::string& path, const Parameters& parameters, Optimizer& optimizer);

}  // namespace vitro::nn::inline VITRO_REAL
