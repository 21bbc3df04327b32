// examples/vitro/runs.cpp: `vitro runs`: trainings side by side.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/run_summary.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program {
namespace {

constexpr const char* kUsual = "runs";  // where train makes them

struct RunsOptions {
    CommonOptions common;
    std::vector<std::string> directories;
};

struct Found {
    std::string path;
    RunSummary summary;
};

Found found_at(const std::filesystem::path& path) {
    const nn::RunDirectory run = nn::RunDirectory::open(path);
    return {path.string(), summarise(run, read_log(run))};
}

bool is_run(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path / "run.json", ignored);
}

/// Runs among what was named, and those in directories of runs; sorted by path. What is in a directory of runs and is
/// damaged is named on standard error.
std::vector<Found> find_runs(const std::vector<std::string>& directories) {
    std::vector<Found> found;
    for (const std::string& directory : directories) {
        if (is_run(directory)) {
            found.push_back(found_at(directory));
            continue;
        }
        std::error_code error;
        for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
             entry.increment(error)) {
            if (!is_run(entry->path())) continue;
            try {
                found.push_back(found_at(entry->path()));
            } catch (const core::Error& damaged) {
                warn(damaged.what());
            }
        }
        if (error) core::fail_system(directory, "runs cannot be looked for here", error.value());
    }
    std::ranges::sort(found, {}, &Found::path);
    return found;
}

std::string scores_text(const RunSummary& summary) {
    std::string text;
    for (const auto& [name, score] : summary.scores) text += fmt::format("  {} {:.4f}", name, score);
    return text;
}

void print_runs(const std::vector<Found>& runs) {
    constexpr std::size_t kWidest = 40;
    constexpr int kCurve = 16;
    std::size_t width = 4;
    for (const Found& run : runs) width = std::min(kWidest, std::max(width, run.path.size()));
    fmt::print("  {:{}}  {:12}  {:>9}  {:>8}  {:>8}  {:>9}\n", "run", width, "task", "epoch", "steps", "time",
               "best loss");
    for (const auto& [path, summary] : runs)
        fmt::print("  {:{}}  {:12}  {:>9}  {:>8}  {:>8}  {:>9}  {}{}\n", path, width, summary.task,
                   fmt::format("{}/{}", summary.epoch, summary.epochs), nn::grouped(summary.step),
                   nn::duration_text(summary.seconds), summary.best < 0 ? "-" : fmt::format("{:.4f}", summary.best),
                   sparkline(summary.train, kCurve), scores_text(summary));
}

int list_runs(const RunsOptions& options) {
    const std::vector<std::string> where =
        options.directories.empty() ? std::vector<std::string>{kUsual} : options.directories;
    const std::vector<Found> runs = find_runs(where);
    if (runs.empty())
        fmt::print("No runs in {}. To make one:\n  {}\n", fmt::join(where, ", "), command_line("train language"));
    else
        print_runs(runs);
    nlohmann::ordered_json figures = nlohmann::ordered_json::array();
    for (const auto& [path, summary] : runs) {
        const nlohmann::ordered_json best =
            summary.best < 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(summary.best);
        figures.push_back({{"run", path},
                           {"task", summary.task},
                           {"epoch", summary.epoch},
                           {"epochs", summary.epochs},
                           {"steps", summary.step},
                           {"seconds", summary.seconds},
                           {"best_validation_loss", best}});
        for (const auto& [name, score] : summary.scores) figures.back()[name] = score;
    }
    options.common.write({{"runs", std::move(figures)}});
    return 0;
}

}  // namespace

void add_runs(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("runs", "List trainings side by side");
    const auto options = std::make_shared<RunsOptions>();
    command->add_option("DIR", options->directories, "Runs, or directories of runs (default: runs)");
    options->common.add_json(*command);
    command->footer("Example: " + command_line("runs runs/demo runs/demo-2"));
    command->callback([options, &run] { run = [options] { return list_runs(*options); }; });
}

}  // namespace vitro::program
