// examples/vitro/train.cpp: `vitro train translate`: a translator from a corpus.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/interruption.hpp"
#include "examples/vitro/presets.hpp"
#include "examples/vitro/session.hpp"
#include "examples/vitro/setting_flags.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::program {
namespace {

constexpr const char* kMore =
    "With no --data, the corpus is the embedded one and the preset is demo; with --data, multi30k-small.\n"
    "Ctrl-C saves, and prints the command that goes on.\n\n"
    "Example: ";
constexpr const char* kExample =
    "train translate --data ../multi30k --preset multi30k-small --seed 2 --out runs/second";

struct Options {
    CommonOptions common;
    SettingFlags flags;
    std::string preset, out, resume;
    bool previous = false;
};

bool has_corpus(const nlohmann::ordered_json& settings) {
    return settings.contains("data") && settings["data"].is_object() &&
           !settings["data"].value("directory", std::string()).empty();
}

/// Absolute, so that a run goes on from anywhere. Throws Error when run.json cannot hold the path.
void fix_directory(nn::TranslationSettings& settings) {
    std::string& directory = settings.data.directory;
    if (!directory.empty()) directory = std::filesystem::absolute(directory).lexically_normal().string();
    if (nn::find_invalid_utf8(directory) != std::string::npos)
        throw core::Error("[data] directory: its path is not UTF-8: run.json cannot hold it");
}

std::string preset_of(const Options& options) {
    if (!options.preset.empty()) return options.preset;
    return has_corpus(options.flags.given()) ? "multi30k-small" : "demo";
}

/// "FILE: " when the preset is a file of the user's, which is wrong without any option, too.
std::string blamed_preset(const Options& options, const nlohmann::ordered_json& preset, std::string_view problem) {
    try {
        nn::translation_settings(preset);
    } catch (const core::Error& error) {
        if (error.what() == problem) return options.preset + ": ";
    }
    return "";
}

nn::TranslationSettings settings_of(const Options& options) {
    const nlohmann::ordered_json preset = preset_settings(preset_of(options));
    try {
        nn::TranslationSettings settings = nn::translation_settings(options.flags.over(preset));
        fix_directory(settings);
        return settings;
    } catch (const core::Error& error) {
        throw UsageError(blamed_preset(options, preset, error.what()) + error.what());
    }
}

/// Those of the run, but for its limits.
nn::TranslationSettings settings_to_resume(const Options& options, const nn::RunDirectory& run) {
    nlohmann::ordered_json settings = to_json(nn::settings_of(run));
    const nlohmann::ordered_json given = options.flags.given();
    if (given.contains("training")) settings["training"].update(given["training"]);
    try {
        return nn::translation_settings(settings);
    } catch (const core::Error& error) {
        throw UsageError(error.what());
    }
}

Session resumed(const Options& options, const Terminal& terminal) {
    std::string changed = options.flags.given_except({"--epochs", "--max-steps", "--keep-epochs", "--tensorboard"});
    for (const auto& [name, value] : {std::pair("--preset", options.preset), std::pair("--out", options.out)})
        if (!value.empty()) changed += (changed.empty() ? "" : ", ") + std::string(name);
    if (!changed.empty())
        throw UsageError(
            "--resume goes on with the settings of the run: besides it, only --previous, --epochs, --max-steps, "
            "--keep-epochs, --tensorboard, --threads and --json may be given, not " +
            changed);
    const nn::RunDirectory run = nn::RunDirectory::open(options.resume);
    run.lock();  // now rather than after the corpus was read
    if (options.previous) run.restore_previous();
    return Session(terminal, run, settings_to_resume(options, run));
}

Session begun(const Options& options, const Terminal& terminal) {
    const nn::TranslationSettings settings = settings_of(options);
    const std::string name = std::filesystem::path(preset_of(options)).stem();
    return Session(terminal, settings, options.out, name);
}

int train(const Options& options) {
    options.common.set_up();
    const Terminal terminal = standard_output();
    Session session = options.resume.empty() ? begun(options, terminal) : resumed(options, terminal);
    const bool finished = session.train();
    options.common.write(session.figures());
    if (!finished) return 128 + interruption();
    const std::string run = shell_word(session.run().path().string());
    fmt::print("\nTo use it:\n  {}\n  {}\n", command_line("translate " + run + " \"...\""),
               command_line("evaluate " + run + " --split val"));
    return 0;
}

}  // namespace

void add_train(CLI::App& program, Run& run) {
    CLI::App* train_command = program.add_subcommand("train", "Train a model on a corpus");
    train_command->require_subcommand(1);
    train_command->footer("Example: " + command_line("train translate --epochs 3"));
    CLI::App* command = train_command->add_subcommand("translate", "Train a translator");
    const auto options = std::make_shared<Options>();
    command->add_option("--preset", options->preset, "Settings to begin with: " + preset_names() + ", or a JSON file")
        ->type_name("NAME");
    command->add_option("--out", options->out, "Directory of the run (default: a new one in runs/)")->type_name("RUN");
    CLI::Option* resume =
        command->add_option("--resume", options->resume, "Go on with the run in this directory")->type_name("RUN");
    command
        ->add_flag("--previous", options->previous, "With --resume: from the state before the last one that was saved")
        ->needs(resume);
    options->common.add_threads(*command);
    options->common.add_json(*command);
    options->flags.add_to(*command);
    command->footer(kMore + command_line(kExample));
    command->callback([options, &run] { run = [options] { return train(*options); }; });
}

}  // namespace vitro::program
