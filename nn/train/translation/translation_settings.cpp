// nn/train/translation/translation_settings.cpp: one list of the settings, read in both directions, and what each may
// be.
#include "nn/train/translation/translation_settings.hpp"

#include <nlohmann/json.hpp>

#include "nn/settings_json.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/settings_sections.hpp"
#include "nn/train/task.hpp"
#include "nn/train/token_choices.hpp"
#include "nn/train/too_long_choices.hpp"

namespace vitro::nn {

namespace {

constexpr auto each_data_setting = [](auto& data, const auto& visit) {
    visit("directory", data.directory);
    visit("source", data.source);
    visit("target", data.target);
    visit("train", data.train);
    visit("validation", data.validation);
    visit("tokens", data.tokens);
    visit("min_frequency", data.min_frequency);
    visit("vocabulary_size", data.vocabulary_size);
    visit("shared_vocabulary", data.shared_vocabulary);
    visit("batch_size", data.batch_size);
    visit("micro_batches", data.micro_batches);
    visit("max_tokens", data.max_tokens);
    visit("pool", data.pool);
    visit("too_long", data.too_long);
};

void validate(const DataSettings& data) {
    require_at_least("data", "min_frequency", data.min_frequency, 1);
    require_at_least("data", "vocabulary_size", data.vocabulary_size, 1);
    require_at_least("data", "batch_size", data.batch_size, 1);
    if (data.micro_batches < 1 || data.micro_batches > kMostMicroBatches)
        refuse_setting("data", "micro_batches", std::to_string(data.micro_batches),
                       fmt::format("1 to {}", kMostMicroBatches));
    require_at_least("data", "max_tokens", data.max_tokens, 0);
    require_at_least("data", "pool", data.pool, 1);
}

constexpr const char* kFromData[] = {"source_vocabulary", "target_vocabulary"};

}  // namespace

void TranslationSettings::validate() const {
    nn::validate(data);
    training.validate();
    TransformerConfig sized = model;  // the sizes are not known before the data are read
    sized.source_vocabulary = sized.target_vocabulary = Vocabulary::kEnd + 1;
    sized.validate();
    if (model.tied == Tying::all && !data.shared_vocabulary)
        refuse_setting("model", "tied", "all", "none, target; or data.shared_vocabulary true");
}

Json to_json(const TranslationSettings& settings) {
    return {{"model", without(to_json(settings.model), kFromData)},
            {"data", settings_to_json(settings.data, each_data_setting)},
            {"training", to_json(settings.training)}};
}

TranslationSettings translation_settings(const Json& json) {
    require_sections(json);
    TranslationSettings settings;
    if (json.contains("model")) {
        settings.model = transformer_config(with_sizes(json["model"], kFromData));
        settings.model.source_vocabulary = settings.model.target_vocabulary = 0;
    }
    if (json.contains("data")) settings_from_json("data", json["data"], settings.data, each_data_setting);
    if (json.contains("training")) settings.training = training_settings(json["training"]);
    settings.validate();
    return settings;
}

TranslationSettings settings_of(const RunDirectory& run) {
    return settings_of_task(run, kTranslationTask, "a translator", translation_settings);
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
