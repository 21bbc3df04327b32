// examples/step/own/standing.cpp: a run's weights and moments, and how fast it went on.
#include "examples/step/own/standing.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "nn/json_text.hpp"
#include "nn/train/run/training_state.hpp"
#include "nn/train/trainer.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::step {
namespace {

/// Weights, moments and steps, or the best weights alone.
std::int64_t load(const nn::RunDirectory& run, const nn::Parameters& parameters, nn::Optimizer& optimizer) {
    if (run.has(nn::kLast)) return nn::load_state(run.file(nn::kLast), parameters, optimizer).step;
    nn::load_tensors(run.existing_file(nn::kModel), nn::named_tensors(parameters));
    return 0;
}

/// The last that the log tells of; else the settings'.
double last_rate(const nn::RunDirectory& run, const nn::TrainingSettings& training) {
    double rate = training.learning_rate;
    if (!run.has(nn::kLog)) return rate;
    for (const nlohmann::ordered_json& line : nn::parse_json_lines(run.read_text(nn::kLog)))
        if (line.is_object() && line.contains("learning_rate") && line["learning_rate"].is_number())
            rate = line["learning_rate"];
    return rate;
}

/// Where a cosine's fall follows from a corpus, which is not read here, the last rate has to do. Behind its end, where
/// it may be 0, nothing would move: there the rate is that of the last step.
double rate_of(const nn::RunDirectory& run, const nn::TrainingSettings& training, const ScheduleSizes& sizes,
               std::int64_t step) {
    if (training.schedule == nn::ScheduleKind::cosine && sizes.steps_per_epoch == 0) return last_rate(run, training);
    if (sizes.steps_per_epoch == 0) return nn::make_schedule(training, sizes.d_model, 0).rate(step);
    const std::int64_t total =
        nn::total_steps(sizes.steps_per_epoch, {.epochs = training.epochs, .max_steps = training.max_steps});
    return nn::make_schedule(training, sizes.d_model, total).rate(std::min(step, total));
}

}  // namespace

nn::NextStep Standing::next(const nn::RunDirectory& run, const char* what) const {
    return {fmt::format("Step {} of {}, on {} of yours", done + 1, run.path().string(), what), *optimizer,
            learning_rate};
}

Standing load_standing(const nn::RunDirectory& run, const nn::Parameters& parameters,
                       const nn::TrainingSettings& training, const ScheduleSizes& sizes) {
    Standing standing{.optimizer = nn::make_optimizer(training, parameters)};
    standing.done = load(run, parameters, *standing.optimizer);
    standing.learning_rate = rate_of(run, training, sizes, standing.done + 1);
    return standing;
}

}  // namespace vitro::step
