// examples/vitro/kinds.hpp: what `vitro train` can train, one row for each.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nn/train/run/run_directory.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::program {

struct Kind {
    const char* command;  ///< behind "train": "translate"
    const char* task;     ///< what run.json says, and the folder of its presets: "translation"
    const char* help;     ///< "Train a translator"
    const char* more;     ///< which data and preset are taken when none are given
    const char* example;  ///< of a whole command line, without the program's name
    /// Every setting with its default, in three sections.
    nlohmann::ordered_json (*defaults)();
    /// The settings written in full. Throws core::Error for what will not do.
    nlohmann::ordered_json (*complete)(const nlohmann::ordered_json& settings);
    std::unique_ptr<nn::TrainingSetup> (*set_up)(const nlohmann::ordered_json& settings);
    /// The preset to begin with when the command line gives these settings and names none.
    const char* (*usual_preset)(const nlohmann::ordered_json& given);
    /// What to do with a trained model: commands, without the program's name; `run` is the run as a shell reads it.
    std::vector<std::string> (*uses)(const std::string& run);
};

std::span<const Kind> kinds();
const Kind& kind_of(std::string_view task);
/// Throws core::Error for a run of a task that there is not.
const Kind& kind_of(const nn::RunDirectory& run);

}  // namespace vitro::program
