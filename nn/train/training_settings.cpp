// nn/train/training_settings.cpp: one list of the settings, read in both directions, and what each may be.
#include "nn/train/training_settings.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "nn/settings_json.hpp"

namespace vitro::nn {

template <>
struct Choices<OptimizerKind> {
    static constexpr Choice<OptimizerKind> all[] = {
        {"sgd", OptimizerKind::sgd}, {"adam", OptimizerKind::adam}, {"adamw", OptimizerKind::adamw}};
};
template <>
struct Choices<ScheduleKind> {
    static constexpr Choice<ScheduleKind> all[] = {
        {"constant", ScheduleKind::constant}, {"noam", ScheduleKind::noam}, {"cosine", ScheduleKind::cosine}};
};
template <>
struct Choices<Decayed> {
    static constexpr Choice<Decayed> all[] = {{"all", Decayed::all}, {"matrices", Decayed::matrices}};
};

namespace {

constexpr auto each_training_setting = [](auto& training, const auto& visit) {
    visit("epochs", training.epochs);
    visit("max_steps", training.max_steps);
    visit("seed", training.seed);
    visit("optimizer", training.optimizer);
    visit("beta1", training.beta1);
    visit("beta2", training.beta2);
    visit("epsilon", training.epsilon);
    visit("momentum", training.momentum);
    visit("weight_decay", training.weight_decay);
    visit("decayed", training.decayed);
    visit("schedule", training.schedule);
    visit("learning_rate", training.learning_rate);
    visit("final_learning_rate", training.final_learning_rate);
    visit("warmup", training.warmup);
    visit("clip", training.clip);
    visit("label_smoothing", training.label_smoothing);
    visit("log_every", training.log_every);
    visit("keep_epochs", training.keep_epochs);
    visit("tensorboard", training.tensorboard);
};

void require_within(const char* setting, double value, double low, double high, const char* valid) {
    if (!(value >= low && value < high)) refuse_setting("training", setting, fmt::format("{}", value), valid);
}

}  // namespace

void require_at_least(std::string_view section, const char* setting, std::int64_t value, std::int64_t least) {
    if (value < least) refuse_setting(section, setting, std::to_string(value), least == 0 ? "0 and up" : "1 and up");
}

void TrainingSettings::validate() const {
    const TrainingSettings& training = *this;
    constexpr double kNoLimit = std::numeric_limits<double>::infinity();
    constexpr double kLargest = std::numeric_limits<float>::max(), kLeast = std::numeric_limits<float>::min();
    require_at_least("training", "epochs", training.epochs, 1);
    require_at_least("training", "max_steps", training.max_steps, 0);
    require_at_least("training", "seed", training.seed, 0);
    require_at_least("training", "warmup", training.warmup, 0);
    require_at_least("training", "log_every", training.log_every, 1);
    require_at_least("training", "keep_epochs", training.keep_epochs, 0);
    for (const auto& [setting, beta] : {std::pair("beta1", training.beta1), std::pair("beta2", training.beta2),
                                        std::pair("momentum", training.momentum)})
        require_within(setting, beta, 0, 1, "0 up to but not 1");
    require_within("label_smoothing", training.label_smoothing, 0, 1, "0 up to but not 1");
    require_within("clip", training.clip, 0, kNoLimit, "0 and up");
    // What an update computes with is a float.
    for (const auto& [setting, rate] :
         {std::pair("weight_decay", training.weight_decay), std::pair("learning_rate", training.learning_rate),
          std::pair("final_learning_rate", training.final_learning_rate)})
        require_within(setting, rate, 0, kLargest, "0 up to 3.4e38");
    require_within("epsilon", training.epsilon, kLeast, kLargest, "1.2e-38 up to 3.4e38");
}

Json to_json(const TrainingSettings& settings) {
    return settings_to_json(settings, each_training_setting);
}

TrainingSettings training_settings(const Json& section) {
    TrainingSettings settings;
    settings_from_json("training", section, settings, each_training_setting);
    settings.validate();
    return settings;
}

Schedule make_schedule(const TrainingSettings& training, std::int64_t d_model, std::int64_t total_steps) {
    switch (training.schedule) {
        case ScheduleKind::noam:
            return NoamRate{.d_model = d_model,
                            .warmup = std::max<std::int64_t>(training.warmup, 1),
                            .factor = training.learning_rate};
        case ScheduleKind::cosine:
            return CosineRate{.peak = training.learning_rate,
                              .minimum = training.final_learning_rate,
                              .warmup = std::min(training.warmup, total_steps),
                              .decay = total_steps};
        case ScheduleKind::constant:
            break;
    }
    return ConstantRate{.learning_rate = training.learning_rate};
}

}  // namespace vitro::nn
