// examples/vitro/presets.cpp: by name, or from a file of one's own.
#include "examples/vitro/presets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/io/whole_file.hpp"
#include "core/printable.hpp"
#include "examples/vitro/command.hpp"
#include "nn/json_text.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

Json parsed(std::string_view text, const std::string& name) {
    try {
        return nn::parse_settings_json(text, name, nn::Comments::allowed);
    } catch (const core::Error& error) {
        throw UsageError(error.what());  // as for settings that are JSON, but will not do
    }
}

bool names_a_file(const std::string& name) {
    return name.find('/') != std::string::npos || name.ends_with(".json") || name.ends_with(".jsonc");
}

}  // namespace

std::string preset_names(std::string_view task) {
    std::string names;
    for (const Preset& preset : presets())
        if (preset.task == task) names += (names.empty() ? "" : ", ") + std::string(preset.name);
    return names;
}

Json preset_settings(std::string_view task, const std::string& name) {
    if (names_a_file(name)) return parsed(core::read_whole_file(name), name);
    const auto found = std::ranges::find_if(
        presets(), [&](const Preset& preset) { return preset.task == task && preset.name == name; });
    if (found == presets().end())
        throw UsageError(fmt::format("there is no preset {}; valid are {}, or the path of a JSON file",
                                     core::printable(name, '\''), preset_names(task)));
    return parsed(found->text, name);
}

}  // namespace vitro::program
