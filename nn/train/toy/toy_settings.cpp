// nn/train/toy/toy_settings.cpp: one list of the settings, read in both directions, and what each may be.
#include "nn/train/toy/toy_settings.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include "nn/settings_json.hpp"
#include "nn/train/settings_sections.hpp"

namespace vitro::nn {
namespace {

constexpr auto each_data_setting = [](auto& data, const auto& visit) {
    visit("length", data.length);
    visit("symbols", data.symbols);
    visit("reversed_sum", data.reversed_sum);
    visit("batch_size", data.batch_size);
    visit("micro_batches", data.micro_batches);
    visit("steps_per_epoch", data.steps_per_epoch);
    visit("test_examples", data.test_examples);
};

void validate(const ToyDataSettings& data) {
    require_at_least("data", "length", data.length, 0);
    require_at_least("data", "symbols", data.symbols, 0);
    require_at_least("data", "batch_size", data.batch_size, 1);
    require_parts("data", data.batch_size, data.micro_batches);
    require_at_least("data", "steps_per_epoch", data.steps_per_epoch, 1);
    require_at_least("data", "test_examples", data.test_examples, 1);
}

constexpr const char* kFromData[] = {"vocabulary", "max_positions"};
constexpr ToyTaskKind kTasks[] = {ToyTaskKind::copy, ToyTaskKind::reverse, ToyTaskKind::sort, ToyTaskKind::add};

}  // namespace

void ToySettings::validate() const {
    nn::validate(data);
    training.validate();
    const ToyTask there = toy_task(*this);
    LanguageModelConfig sized = model;
    sized.vocabulary = there.settings().symbols;
    sized.max_positions = there.positions();
    sized.validate();
}

Json to_json(const ToySettings& settings) {
    return {{"model", without(to_json(settings.model), kFromData)},
            {"data", settings_to_json(settings.data, each_data_setting)},
            {"training", to_json(settings.training)}};
}

ToySettings toy_settings(ToyTaskKind task, const Json& json) {
    require_sections(json);
    ToySettings settings{.task = task, .model = {}, .data = {}, .training = {}};
    if (json.contains("model")) settings.model = language_model_config(with_sizes(json["model"], kFromData));
    settings.model.vocabulary = settings.model.max_positions = 0;
    if (json.contains("data")) settings_from_json("data", json["data"], settings.data, each_data_setting);
    if (json.contains("training")) settings.training = training_settings(json["training"]);
    settings.validate();
    return settings;
}

ToyTask toy_task(const ToySettings& settings) {
    ToyTaskSettings chosen = usual_settings(settings.task);
    if (settings.data.length > 0) chosen.length = settings.data.length;
    if (settings.data.symbols > 0) chosen.symbols = settings.data.symbols;
    chosen.reversed_sum = settings.data.reversed_sum;
    chosen.seed = static_cast<std::uint64_t>(settings.training.seed);
    return ToyTask(chosen);
}

ToySettings toy_settings_of(const RunDirectory& run) {
    const Json task = run.settings().value("task", Json());
    for (const ToyTaskKind kind : kTasks)
        if (task == name(kind))
            return settings_of_task(run, std::string(name(kind)).c_str(), "a toy task",
                                    [kind](const Json& json) { return toy_settings(kind, json); });
    throw core::Error(fmt::format("{}: not the run of a toy task", run.path().string()));
}

}  // namespace vitro::nn
