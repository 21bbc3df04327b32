// nn/train/training_settings.hpp: how something is trained, whatever it is: how long, by which optimizer, at which
// rate.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "nn/optim/decay.hpp"
#include "nn/optim/schedule.hpp"

namespace vitro::nn {

enum class OptimizerKind : std::uint8_t { sgd, adam, adamw };
enum class ScheduleKind : std::uint8_t { constant, noam, cosine };

struct TrainingSettings {
    std::int64_t epochs = 10;
    std::int64_t max_steps = 0;  ///< 0: no limit
    std::int64_t seed = 1;       ///< of initial weights, order of batches and dropout
    OptimizerKind optimizer = OptimizerKind::adam;
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;  ///< of adam and adamw
    double momentum = 0;                                ///< of sgd
    double weight_decay = 0;
    Decayed decayed = Decayed::all;
    ScheduleKind schedule = ScheduleKind::constant;
    double learning_rate = 5e-4;     ///< constant: the rate; cosine: its peak; noam: the factor before d_model^-0.5
    double final_learning_rate = 0;  ///< cosine: reached behind the last step
    std::int64_t warmup = 0;         ///< noam, cosine: steps
    double clip = 1;                 ///< global gradient norm; 0: none
    double label_smoothing = 0;
    std::int64_t log_every = 10;   ///< steps
    std::int64_t keep_epochs = 0;  ///< the weights of the last so many epochs stay
    bool tensorboard = false;      ///< event files for it

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const TrainingSettings&) const = default;
};

/// {"epochs": 10, "max_steps": 0, ...}: the section "training" of a preset and of run.json.
nlohmann::ordered_json to_json(const TrainingSettings& settings);
/// The inverse; what is missing keeps its default. Throws Error for a setting that does not exist and for a value that
/// will not do, listing what is valid.
TrainingSettings training_settings(const nlohmann::ordered_json& section);

/// Throws Error unless the value is at least `least`, which is 0 or 1.
void require_at_least(std::string_view section, const char* setting, std::int64_t value, std::int64_t least);

/// The learning rates of a training of `total_steps`, which only a cosine looks at. Throws Error for rates that make no
/// sense.
Schedule make_schedule(const TrainingSettings& training, std::int64_t d_model, std::int64_t total_steps);

}  // namespace vitro::nn
