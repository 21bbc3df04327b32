// examples/step/own/standing.hpp: where the training of a run stands: its weights, its optimizer, the rate of its next
// step.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "nn/optim/optimizer.hpp"
#include "nn/train/record_batch.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::step {

/// What a schedule asks for besides the settings of a training.
struct ScheduleSizes {
    std::int64_t d_model = 0;
    std::int64_t steps_per_epoch = 0;  ///< 0: they follow from the training's texts, which are not read
};

struct Standing {
    std::unique_ptr<nn::Optimizer> optimizer;
    std::int64_t done = 0;  ///< updates
    double learning_rate = 0;

    /// "Step 31 of runs/stories, on a text of yours"
    nn::NextStep next(const nn::RunDirectory& run, const char* what) const;
};

/// Loads the weights into the parameters; with last.safetensors the optimizer's moments and steps as well, else the
/// best weights alone. Throws Error for a run that is half-written, or of another shape.
Standing load_standing(const nn::RunDirectory& run, const nn::Parameters& parameters,
                       const nn::TrainingSettings& training, const ScheduleSizes& sizes);

}  // namespace vitro::step
