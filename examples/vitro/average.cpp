// examples/vitro/average.cpp: `vitro average`: the mean of the weights of a run's last epochs.
#include "nn/train/run/average.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/terminal.hpp"
#include "examples/vitro/usage.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::program {
namespace {

struct AverageOptions {
    CommonOptions common;
    std::string run, out, name = "average";
    std::int64_t last = 0;  ///< 0: all that are kept
};

/// The last ones of those that are kept. Throws Error when there are not as many.
std::vector<std::int64_t> chosen_epochs(const nn::RunDirectory& run, std::int64_t last) {
    std::vector<std::int64_t> kept = nn::kept_epochs(run);
    if (kept.empty())
        throw core::Error(
            fmt::format("{}: has kept no epoch's weights: train with --keep-epochs N", run.path().string()));
    if (last > std::ssize(kept))
        throw core::Error(fmt::format("{}: has kept the weights of {} epochs, {} to {}, not of {}", run.path().string(),
                                      kept.size(), kept.front(), kept.back(), last));
    if (last > 0) kept.erase(kept.begin(), kept.end() - last);
    return kept;
}

/// Names under which the training itself writes, and with which it would not go on.
void require_free_name(const std::string& name) {
    const std::string file = name + ".safetensors";
    const std::array taken{nn::kModel, nn::kLast, nn::kNext, nn::kPrevious};
    if (name.find('/') != std::string::npos)
        throw UsageError(fmt::format("average: --as {}: a bare name; --out takes a path", shell_word(name)));
    if (name.starts_with("epoch-") || std::ranges::find(taken, file) != taken.end())
        throw UsageError(fmt::format("average: --as {}: the training writes that file itself", shell_word(name)));
}

std::string target_of(const AverageOptions& options, const nn::RunDirectory& run) {
    return options.out.empty() ? run.file(options.name + ".safetensors") : options.out;
}

int average(const AverageOptions& options) {
    options.common.set_up();
    require_free_name(options.name);
    const nn::RunDirectory run = nn::RunDirectory::open(options.run);
    const std::vector<std::int64_t> epochs = chosen_epochs(run, options.last);
    const std::string target = target_of(options, run);
    std::vector<std::string> files;
    for (const std::int64_t epoch : epochs) files.push_back(run.file(nn::epoch_file(epoch)));
    nn::average_weights(files, target);

    fmt::print("{}", facts(standard_output(),
                           {{"epochs", fmt::format("{}", fmt::join(epochs, ", "))}, {"mean", shell_word(target)}}));
    const std::string weights = options.out.empty() ? options.name : std::filesystem::absolute(target).string();
    fmt::print("\nTo use it:\n  {}\n", command_line(fmt::format("evaluate {} --weights {} --split val",
                                                                shell_word(options.run), shell_word(weights))));
    options.common.write({{"run", options.run}, {"epochs", epochs}, {"file", target}});
    return 0;
}

}  // namespace

void add_average(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("average", "The mean of the weights of a run's last epochs");
    const auto options = std::make_shared<AverageOptions>();
    command->add_option("RUN", options->run, "Directory of a run that was trained with --keep-epochs")
        ->required()
        ->type_name("");
    command->add_option("--last", options->last, "So many epochs, the last ones (default: all that are kept)")
        ->type_name("N")
        ->check(whole_number(1, 1'000'000));
    CLI::Option* out = command->add_option("--out", options->out, "File to write")->type_name("FILE");
    command->add_option("--as", options->name, "Name of the weights in the run (default: average)")
        ->type_name("NAME")
        ->excludes(out);
    options->common.add_json(*command);
    command->footer("evaluate and translate take it with --weights.\n\nExample: " +
                    command_line("average runs/demo --last 5"));
    command->callback([options, &run] { run = [options] { return average(*options); }; });
}

}  // namespace vitro::program
