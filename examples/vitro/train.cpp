// examples/vitro/train.cpp: `vitro train KIND`: a model from data, whatever kind it is of.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/interruption.hpp"
#include "examples/vitro/kinds.hpp"
#include "examples/vitro/presets.hpp"
#include "examples/vitro/session.hpp"
#include "examples/vitro/setting_flags.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

struct TrainOptions {
    explicit TrainOptions(const Kind& trained) : kind(trained), flags(trained.defaults()) {}

    const Kind& kind;
    CommonOptions common;
    SettingFlags flags;
    std::string preset, out, resume;
    bool previous = false;
};

/// Absolute, so that a run goes on from anywhere. Throws Error when run.json cannot hold the path.
void fix_path(Json& data, const char* setting) {
    if (!data.contains(setting) || data[setting] == "") return;
    const std::string path = std::filesystem::absolute(data[setting].get<std::string>()).lexically_normal().string();
    if (nn::find_invalid_utf8(path) != std::string::npos)
        throw core::Error(fmt::format("[data] {}: its path is not UTF-8: run.json cannot hold it", setting));
    data[setting] = path;
}

std::string preset_of(const TrainOptions& options) {
    return options.preset.empty() ? options.kind.usual_preset(options.flags.given()) : options.preset;
}

/// "FILE: " when the preset is a file of the user's, which is wrong without any option, too.
std::string blamed_preset(const TrainOptions& options, const Json& preset, std::string_view problem) {
    try {
        options.kind.complete(preset);
    } catch (const core::Error& error) {
        if (error.what() == problem) return options.preset + ": ";
    }
    return "";
}

Json settings_of(const TrainOptions& options) {
    const Json preset = preset_settings(options.kind.task, preset_of(options));
    try {
        Json settings = options.kind.complete(options.flags.over(preset));
        for (const char* path : {"directory", "text"}) fix_path(settings["data"], path);
        return settings;
    } catch (const core::Error& error) {
        throw UsageError(blamed_preset(options, preset, error.what()) + error.what());
    }
}

/// Those of the run, but for its limits.
Json settings_to_resume(const TrainOptions& options, const nn::RunDirectory& run) {
    Json settings = settings_of_run(options.kind, run);
    const Json given = options.flags.given();
    if (given.contains("training")) settings["training"].update(given["training"]);
    try {
        return options.kind.complete(settings);
    } catch (const core::Error& error) {
        throw UsageError(error.what());
    }
}

void require_kind(const TrainOptions& options, const nn::RunDirectory& run) {
    const Kind& kind = kind_of(run);
    if (&kind != &options.kind)
        throw UsageError(fmt::format("{}: a run of train {}, not of train {}", run.path().string(), kind.command,
                                     options.kind.command));
}

Session resumed(const TrainOptions& options, const Terminal& terminal) {
    std::string changed = options.flags.given_except({"--epochs", "--max-steps", "--keep-epochs", "--tensorboard"});
    for (const auto& [name, value] : {std::pair("--preset", options.preset), std::pair("--out", options.out)})
        if (!value.empty()) changed += (changed.empty() ? "" : ", ") + std::string(name);
    if (!changed.empty())
        throw UsageError(
            "--resume goes on with the settings of the run: besides it, only --previous, --epochs, --max-steps, "
            "--keep-epochs, --tensorboard, --threads and --json may be given, not " +
            changed);
    const nn::RunDirectory run = nn::RunDirectory::open(options.resume);
    require_kind(options, run);
    run.lock();  // now rather than after the data were read
    if (options.previous) run.restore_previous();
    return Session(terminal, options.kind, run, settings_to_resume(options, run));
}

Session begun(const TrainOptions& options, const Terminal& terminal) {
    const Json settings = settings_of(options);
    if (!options.out.empty())
        nn::RunDirectory::require_no_run(options.out);  // now rather than after the data were read
    const std::string name = std::filesystem::path(preset_of(options)).stem();
    return Session(terminal, options.kind, settings, options.out, name);
}

int train(const TrainOptions& options) {
    options.common.set_up();
    const Terminal terminal = standard_output();
    Session session = options.resume.empty() ? begun(options, terminal) : resumed(options, terminal);
    const bool finished = session.train();
    options.common.write(session.figures());
    if (!finished) return 128 + interruption();
    fmt::print("\nTo use it:\n");
    for (const std::string& use : options.kind.uses(shell_word(session.run().path().string())))
        fmt::print("  {}\n", command_line(use));
    return 0;
}

void add_kind(CLI::App& train_command, const Kind& kind, Run& run) {
    CLI::App* command = train_command.add_subcommand(kind.command, kind.help);
    const auto options = std::make_shared<TrainOptions>(kind);
    command
        ->add_option("--preset", options->preset,
                     "Settings to begin with: " + preset_names(kind.task) + ", or a JSON file")
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
    command->footer(fmt::format("{}\nCtrl-C saves, and prints the command that goes on.\n\nExample: {}", kind.more,
                                command_line(kind.example)));
    command->callback([options, &run] { run = [options] { return train(*options); }; });
}

}  // namespace

void add_train(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("train", "Train a model on a corpus");
    command->require_subcommand(1);
    command->footer("Example: " + command_line("train translate --epochs 3"));
    for (const Kind& kind : kinds()) add_kind(*command, kind, run);
}

}  // namespace vitro::program
