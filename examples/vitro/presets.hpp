// examples/vitro/presets.hpp: the settings in presets/TASK/*.jsonc, which are part of the program.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

namespace vitro::program {

struct Preset {
    std::string_view task;  ///< of the folder: "translation"
    std::string_view name;  ///< of the file, without its ending
    std::string_view text;  ///< JSON with comments
};

/// Sorted by task and name; written by CMake from the files.
std::span<const Preset> presets();
/// "annotated, demo, multi30k-paper, multi30k-small": those of a task.
std::string preset_names(std::string_view task);

/// The sections "model", "data" and "training" of a preset for that task, or of a file, if `name` has a slash or ends
/// in .json or .jsonc: a run's run.json will do. Throws UsageError that lists the presets for a name that there is not,
/// or names the place of what is not JSON; Error for a file that cannot be read.
nlohmann::ordered_json preset_settings(std::string_view task, const std::string& name);

}  // namespace vitro::program
