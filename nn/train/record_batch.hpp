// nn/train/record_batch.hpp: a training step on a batch of one's own, recorded.
#pragma once

#include <functional>
#include <string>

#include "nn/train/record.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// What a training goes on with: its optimizer, whose steps are those done, and the rate of the next.
struct NextStep {
    std::string title;  ///< of the recording
    Optimizer& optimizer;
    double learning_rate = 0;
};

/// One update of the parameters on one batch, whose loss is summed over its tokens; clipped as the settings say. Fills
/// in the description's title and all of the optimizer. Throws Error as record_step does.
core::trace::Recording record_batch(const Parameters& parameters, const TrainingSettings& settings,
                                    const NextStep& next, StepDescription description,
                                    const std::function<core::Loss()>& loss);

}  // namespace vitro::nn::inline VITRO_REAL
