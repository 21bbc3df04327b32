// examples/vitro/kinds.cpp: the settings of each kind as JSON, so that one command line serves all.
#include "examples/vitro/kinds.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/train/translation_training.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

bool has_text(const Json& settings, const char* setting) {
    return settings.contains("data") && settings["data"].is_object() &&
           settings["data"].value(setting, Json("")) != Json("");
}

const Kind kKinds[] = {
    {.command = "translate",
     .task = nn::kTranslationTask,
     .help = "Train a translator",
     .more = "With no --data, the corpus is the embedded one and the preset is demo; with --data, multi30k-small.",
     .example = "train translate --data ../multi30k --preset multi30k-small --seed 2 --out runs/second",
     .defaults = [] { return to_json(nn::TranslationSettings{}); },
     .complete = [](const Json& settings) { return to_json(nn::translation_settings(settings)); },
     .set_up = [](const Json& settings) -> std::unique_ptr<nn::TrainingSetup> {
         return std::make_unique<nn::TranslationTraining>(nn::translation_settings(settings));
     },
     .usual_preset = [](const Json& given) { return has_text(given, "directory") ? "multi30k-small" : "demo"; },
     .uses = [](const std::string& run) -> std::vector<std::string> {
         return {"translate " + run + " \"...\"", "evaluate " + run + " --split val"};
     }},
};

}  // namespace

std::span<const Kind> kinds() {
    return kKinds;
}

const Kind& kind_of(std::string_view task) {
    const auto found = std::ranges::find(kKinds, task, [](const Kind& kind) { return std::string_view(kind.task); });
    if (found == std::end(kKinds))
        throw core::Error(fmt::format("there is no training of the task {}", core::printable(task, '\'')));
    return *found;
}

const Kind& kind_of(const nn::RunDirectory& run) {
    const Json task = run.settings().value("task", Json());
    if (!task.is_string()) throw core::Error(fmt::format("{}: run.json names no task", run.path().string()));
    try {
        return kind_of(task.get<std::string>());
    } catch (const core::Error& error) {
        throw core::Error(fmt::format("{}: {}", run.path().string(), error.what()));
    }
}

}  // namespace vitro::program
