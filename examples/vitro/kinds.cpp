// examples/vitro/kinds.cpp: the settings of each kind as JSON, so that one command line serves all.
#include "examples/vitro/kinds.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/train/classify/classify_training.hpp"
#include "nn/train/language/language_training.hpp"
#include "nn/train/toy/toy_training.hpp"
#include "nn/train/translation/translation_training.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

bool has_text(const Json& settings, const char* setting) {
    return settings.contains("data") && settings["data"].is_object() &&
           settings["data"].value(setting, Json("")) != Json("");
}

/// A toy task; its preset has its name.
template <nn::ToyTaskKind task>
Kind toy(const char* command, const char* help, const char* example) {
    return {.command = command,
            .task = command,
            .help = help,
            .more = "Examples are drawn; none of the test examples is trained on.",
            .example = example,
            .defaults = [] { return to_json(nn::ToySettings{.task = task, .model = {}, .data = {}, .training = {}}); },
            .complete = [](const Json& settings) { return to_json(nn::toy_settings(task, settings)); },
            .set_up = [](const Json& settings) -> std::unique_ptr<nn::TrainingSetup> {
                return std::make_unique<nn::ToyTraining>(nn::toy_settings(task, settings));
            },
            .usual_preset = [](const Json&) { return nn::name(task).data(); },
            .uses = [](const std::string& run) -> std::vector<std::string> { return {"solve " + run + " \"...\""}; }};
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
    {.command = "language",
     .task = nn::kLanguageTask,
     .help = "Train a language model",
     .more = "With no --text, the text is the embedded stories and the preset is tiny; with --text, nanogpt-cpu.",
     .example = "train language --text input.txt --preset nanogpt-cpu --out runs/poet",
     .defaults = [] { return to_json(nn::LanguageSettings{}); },
     .complete = [](const Json& settings) { return to_json(nn::language_settings(settings)); },
     .set_up = [](const Json& settings) -> std::unique_ptr<nn::TrainingSetup> {
         return std::make_unique<nn::LanguageTraining>(nn::language_settings(settings));
     },
     .usual_preset = [](const Json& given) { return has_text(given, "text") ? "nanogpt-cpu" : "tiny"; },
     .uses = [](const std::string& run) -> std::vector<std::string> {
         return {"generate " + run + " --prompt \"...\""};
     }},
    {.command = "classify",
     .task = nn::kClassifyTask,
     .help = "Train a classifier of lines",
     .more = "With --data, a directory with train.tsv and val.tsv: lines of a label, a tab and a text.",
     .example = "train classify --data reviews --out runs/reviews",
     .defaults = [] { return to_json(nn::ClassifySettings{}); },
     .complete = [](const Json& settings) { return to_json(nn::classify_settings(settings)); },
     .set_up = [](const Json& settings) -> std::unique_ptr<nn::TrainingSetup> {
         return std::make_unique<nn::ClassifyTraining>(nn::classify_settings(settings));
     },
     .usual_preset = [](const Json&) { return "classify"; },
     .uses = [](const std::string& run) -> std::vector<std::string> {
         return {"classify " + run + " \"...\"", "evaluate " + run + " --split test"};
     }},
    toy<nn::ToyTaskKind::copy>("copy", "Train a model to copy a sequence", "train copy --length 20"),
    toy<nn::ToyTaskKind::reverse>("reverse", "Train a model to reverse a sequence", "train reverse --symbols 26"),
    toy<nn::ToyTaskKind::sort>("sort", "Train a model to sort digits", "train sort --length 10 --symbols 5"),
    toy<nn::ToyTaskKind::add>("add", "Train a model to add numbers", "train add --length 4"),
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
