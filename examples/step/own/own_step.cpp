// examples/step/own/own_step.cpp: which kind of step it is, by the run's task.
#include "examples/step/own/own_step.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/printable.hpp"
#include "examples/step/own/kinds.hpp"
#include "nn/train/classify/classify_settings.hpp"
#include "nn/train/language/language_settings.hpp"
#include "nn/train/toy/toy_settings.hpp"
#include "nn/train/translation/translation_settings.hpp"

namespace vitro::step {
namespace {

using core::trace::Recording;

struct Kind {
    std::string_view task;  ///< as run.json has it
    Recording (*step)(const OwnText&);
};

constexpr Kind kKinds[] = {{nn::kTranslationTask, own_translation_step},
                           {nn::kLanguageTask, own_language_step},
                           {nn::kClassifyTask, own_classify_step},
                           {"copy", own_toy_step},
                           {"reverse", own_toy_step},
                           {"sort", own_toy_step},
                           {"add", own_toy_step}};

const Kind& kind_of(const nn::RunDirectory& run) {
    const auto task = run.settings().value("task", nlohmann::ordered_json());
    const std::string name = task.is_string() ? task.get<std::string>() : "";
    const auto found = std::ranges::find(kKinds, name, &Kind::task);
    if (found == std::end(kKinds))
        throw core::Error(
            fmt::format("{}: there is no step of the task {}", run.path().string(), core::printable(name, '\'')));
    return *found;
}

}  // namespace

nn::Text one_line(const char* name, const std::string& text) {
    nn::Text parsed = nn::parse_text(text, name);
    if (parsed.lines.size() != 1 || parsed.lines[0].find_first_not_of(" \t") == std::string::npos)
        throw core::Error(fmt::format("{} {}: must be one sentence", name, core::printable(text, '\'')));
    return parsed;
}

Recording own_step(const std::string& run, const std::string& text, const std::string& target) {
    const OwnText own{nn::RunDirectory::open(run), text, target};
    return kind_of(own.run).step(own);
}

}  // namespace vitro::step
