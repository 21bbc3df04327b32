// nn/train/language/language_settings.cpp: one list of the settings, read in both directions, and what each may be.
#include "nn/train/language/language_settings.hpp"

#include <nlohmann/json.hpp>

#include "nn/settings_json.hpp"
#include "nn/train/settings_sections.hpp"
#include "nn/train/token_choices.hpp"

namespace vitro::nn {
namespace {

constexpr auto each_data_setting = [](auto& data, const auto& visit) {
    visit("text", data.text);
    visit("tokens", data.tokens);
    visit("min_frequency", data.min_frequency);
    visit("vocabulary_size", data.vocabulary_size);
    visit("validation_share", data.validation_share);
    visit("batch_size", data.batch_size);
    visit("micro_batches", data.micro_batches);
    visit("steps_per_epoch", data.steps_per_epoch);
    visit("sample_tokens", data.sample_tokens);
    visit("prompt", data.prompt);
};

void validate(const LanguageDataSettings& data) {
    require_at_least("data", "min_frequency", data.min_frequency, 1);
    require_at_least("data", "vocabulary_size", data.vocabulary_size, 1);
    if (!(data.validation_share > 0 && data.validation_share < 1))
        refuse_setting("data", "validation_share", fmt::format("{}", data.validation_share), "above 0 and below 1");
    require_at_least("data", "batch_size", data.batch_size, 1);
    require_parts("data", data.batch_size, data.micro_batches);
    require_at_least("data", "steps_per_epoch", data.steps_per_epoch, 1);
    require_at_least("data", "sample_tokens", data.sample_tokens, 0);
}

constexpr const char* kFromData[] = {"vocabulary"};

}  // namespace

void LanguageSettings::validate() const {
    nn::validate(data);
    training.validate();
    LanguageModelConfig sized = model;  // the size is not known before the text is read
    sized.vocabulary = 1;
    sized.validate();
}

Json to_json(const LanguageSettings& settings) {
    return {{"model", without(to_json(settings.model), kFromData)},
            {"data", settings_to_json(settings.data, each_data_setting)},
            {"training", to_json(settings.training)}};
}

LanguageSettings language_settings(const Json& json) {
    require_sections(json);
    LanguageSettings settings;
    if (json.contains("model")) settings.model = language_model_config(with_sizes(json["model"], kFromData));
    settings.model.vocabulary = 0;
    if (json.contains("data")) settings_from_json("data", json["data"], settings.data, each_data_setting);
    if (json.contains("training")) settings.training = training_settings(json["training"]);
    settings.validate();
    return settings;
}

LanguageSettings language_settings_of(const RunDirectory& run) {
    return settings_of_task(run, kLanguageTask, "a language model", language_settings);
}

}  // namespace vitro::nn
