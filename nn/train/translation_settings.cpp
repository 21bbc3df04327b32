// nn/train/translation_settings.cpp: one list of the settings, read in both directions, and what each may be.
#include "nn/train/translation_settings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "nn/settings_json.hpp"
#include "nn/train/run_directory.hpp"
#include "nn/train/task.hpp"

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
struct Choices<TooLong> {
    static constexpr Choice<TooLong> all[] = {{"error", TooLong::error}, {"drop", TooLong::drop}};
};
template <>
struct Choices<TokenKind> {
    static constexpr Choice<TokenKind> all[] = {{"words", TokenKind::words}, {"characters", TokenKind::characters}};
};

namespace {

constexpr auto each_data_setting = [](auto& data, const auto& visit) {
    visit("directory", data.directory);
    visit("source", data.source);
    visit("target", data.target);
    visit("train", data.train);
    visit("validation", data.validation);
    visit("tokens", data.tokens);
    visit("min_frequency", data.min_frequency);
    visit("shared_vocabulary", data.shared_vocabulary);
    visit("batch_size", data.batch_size);
    visit("micro_batches", data.micro_batches);
    visit("max_tokens", data.max_tokens);
    visit("pool", data.pool);
    visit("too_long", data.too_long);
};

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

void require_at_least(std::string_view section, const char* setting, std::int64_t value, std::int64_t least) {
    if (value < least) refuse_setting(section, setting, std::to_string(value), least == 0 ? "0 and up" : "1 and up");
}

void require_within(const char* setting, double value, double low, double high, const char* valid) {
    if (!(value >= low && value < high)) refuse_setting("training", setting, fmt::format("{}", value), valid);
}

void validate(const DataSettings& data) {
    require_at_least("data", "min_frequency", data.min_frequency, 1);
    require_at_least("data", "batch_size", data.batch_size, 1);
    if (data.micro_batches < 1 || data.micro_batches > kMostMicroBatches)
        refuse_setting("data", "micro_batches", std::to_string(data.micro_batches),
                       fmt::format("1 to {}", kMostMicroBatches));
    require_at_least("data", "max_tokens", data.max_tokens, 0);
    require_at_least("data", "pool", data.pool, 1);
}

void validate(const TrainingSettings& training) {
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

}  // namespace

void TranslationSettings::validate() const {
    nn::validate(data);
    nn::validate(training);
    TransformerConfig sized = model;  // the sizes are not known before the data are read
    sized.source_vocabulary = sized.target_vocabulary = Vocabulary::kEnd + 1;
    sized.validate();
    if (model.tied == Tying::all && !data.shared_vocabulary)
        refuse_setting("model", "tied", "all", "none, target; or data.shared_vocabulary true");
}

Json to_json(const TranslationSettings& settings) {
    Json model = to_json(settings.model);
    model.erase("source_vocabulary");
    model.erase("target_vocabulary");
    return {{"model", model},
            {"data", settings_to_json(settings.data, each_data_setting)},
            {"training", settings_to_json(settings.training, each_training_setting)}};
}

TranslationSettings translation_settings(const Json& json) {
    if (!json.is_object()) throw core::Error("[settings] must be a JSON object with model, data and training");
    TranslationSettings settings;
    if (json.contains("model")) {
        Json model = json["model"];
        for (const char* size : {"source_vocabulary", "target_vocabulary"}) {
            if (model.contains(size)) refuse_setting("model", size, json_text(model[size]), "none: the corpus says");
            if (model.is_object()) model[size] = 1;
        }
        settings.model = transformer_config(model);
        settings.model.source_vocabulary = settings.model.target_vocabulary = 0;
    }
    if (json.contains("data")) settings_from_json("data", json["data"], settings.data, each_data_setting);
    if (json.contains("training"))
        settings_from_json("training", json["training"], settings.training, each_training_setting);
    settings.validate();
    return settings;
}

TranslationSettings settings_of(const RunDirectory& run) {
    if (run.settings().value("task", Json()) != kTranslationTask)
        throw core::Error(fmt::format("{}: not the run of a translator", run.path().string()));
    try {
        return translation_settings(run.settings());
    } catch (const core::Error& error) {
        throw core::Error(fmt::format("{}: {}", run.path().string(), error.what()));
    }
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

BatchOptions batch_options(const DataSettings& data, std::int64_t max_positions, std::int64_t seed) {
    return {.batch_size = data.batch_size,
            .max_tokens = data.max_tokens,
            .pool = data.pool,
            .max_length = max_positions,
            .too_long = data.too_long,
            .seed = static_cast<std::uint64_t>(seed)};
}

}  // namespace vitro::nn
