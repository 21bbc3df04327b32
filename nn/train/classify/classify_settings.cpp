// nn/train/classify/classify_settings.cpp: one list of the settings, read in both directions, and what each may be.
#include "nn/train/classify/classify_settings.hpp"

#include <nlohmann/json.hpp>

#include "core/printable.hpp"
#include "nn/data/grammar/times.hpp"
#include "nn/settings_json.hpp"
#include "nn/train/settings_sections.hpp"
#include "nn/train/token_choices.hpp"
#include "nn/train/too_long_choices.hpp"

namespace vitro::nn {
namespace {

constexpr auto each_data_setting = [](auto& data, const auto& visit) {
    visit("directory", data.directory);
    visit("tokens", data.tokens);
    visit("min_frequency", data.min_frequency);
    visit("vocabulary_size", data.vocabulary_size);
    visit("batch_size", data.batch_size);
    visit("pool", data.pool);
    visit("too_long", data.too_long);
};

void validate(const ClassifyDataSettings& data) {
    require_at_least("data", "min_frequency", data.min_frequency, 1);
    require_at_least("data", "vocabulary_size", data.vocabulary_size, 1);
    require_at_least("data", "batch_size", data.batch_size, 1);
    require_at_least("data", "pool", data.pool, 1);
}

constexpr const char* kFromData[] = {"vocabulary", "classes"};

}  // namespace

void ClassifySettings::validate() const {
    nn::validate(data);
    training.validate();
    ClassifierConfig sized = model;  // the sizes are not known before the data are read
    sized.vocabulary = sized.classes = 2;
    sized.validate();
}

Json to_json(const ClassifySettings& settings) {
    return {{"model", without(to_json(settings.model), kFromData)},
            {"data", settings_to_json(settings.data, each_data_setting)},
            {"training", to_json(settings.training)}};
}

ClassifySettings classify_settings(const Json& json) {
    require_sections(json);
    ClassifySettings settings;
    if (json.contains("model")) settings.model = classifier_config(with_sizes(json["model"], kFromData));
    settings.model.vocabulary = settings.model.classes = 0;
    if (json.contains("data")) settings_from_json("data", json["data"], settings.data, each_data_setting);
    if (json.contains("training")) settings.training = training_settings(json["training"]);
    settings.validate();
    return settings;
}

ClassifySettings classify_settings_of(const RunDirectory& run) {
    return settings_of_task(run, kClassifyTask, "a classifier", classify_settings);
}

LabelledText read_labelled_split(const ClassifyDataSettings& data, std::string_view split) {
    if (!data.directory.empty())
        return read_labelled(std::filesystem::path(data.directory) / fmt::format("{}.tsv", split));
    const grammar::LabelledSplit embedded = grammar::generate_times();
    if (split == "train") return embedded.train;
    if (split == "val") return embedded.validation;
    if (split == "test") return embedded.test;
    throw core::Error(fmt::format("[data] the embedded lines have no split {}: valid are train, val, test",
                                  core::printable(split, '\'')));
}

}  // namespace vitro::nn
