// examples/vitro/ledger.cpp: `vitro ledger compare`: did two trainings compute the same, step by step, bit for bit?
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/terminal.hpp"
#include "nn/train/progress.hpp"
#include "nn/train/run/ledger_comparison.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSame = 0, kDifferent = 1;

struct LedgerOptions {
    CommonOptions common;
    std::string a, b;
};

bool is_directory(const std::string& path) {
    return core::type_of(path) == std::filesystem::file_type::directory;
}

nn::Ledger ledger_of(const std::string& path) {
    return nn::read_ledger(is_directory(path) ? nn::RunDirectory::open(path).existing_file(nn::kLedger) : path);
}

/// By name, when both are runs; a file by itself has a checksum only.
std::vector<std::string> settings_that_differ(const LedgerOptions& options, const nn::Ledger& a, const nn::Ledger& b) {
    if (is_directory(options.a) && is_directory(options.b))
        return nn::differing_settings(nn::RunDirectory::open(options.a).settings(),
                                      nn::RunDirectory::open(options.b).settings());
    if (a.settings == b.settings) return {};
    return {fmt::format("their checksums are {} and {}", a.settings, b.settings)};
}

std::string steps_text(std::int64_t steps) {
    return fmt::format("{} {}", nn::grouped(steps), steps == 1 ? "step" : "steps");
}

std::string agreement_text(const nn::LedgerComparison& result) {
    if (!result.first) return fmt::format("all {} that both have, bit for bit", steps_text(result.common));
    return fmt::format("the first {} bit for bit; in all, {} of the {} that both have", steps_text(result.equal_first),
                       nn::grouped(result.equal), nn::grouped(result.common));
}

std::string difference_text(const nn::LedgerComparison::Difference& first) {
    return fmt::format("step {}: loss {} and {}, gradient norm {} and {}", nn::grouped(first.a.step), first.a.loss,
                       first.b.loss, first.a.gradient_norm, first.b.gradient_norm);
}

std::string largest_text(const nn::LedgerComparison& result) {
    return fmt::format("{:.2e} of the {}, at step {}", result.largest,
                       result.largest_in_norm ? "gradient norm" : "loss", nn::grouped(result.largest_step));
}

Json figures_of(const nn::LedgerComparison& result) {
    Json figures = {{"common_steps", result.common},
                    {"equal_steps", result.equal},
                    {"equal_first_steps", result.equal_first},
                    {"identical", !result.first.has_value()},
                    {"first_difference", nullptr},
                    {"largest_relative_difference", result.largest},
                    {"largest_at_step", result.largest_step},
                    {"largest_of", result.largest_in_norm ? "gradient_norm" : "loss"}};
    if (!result.first) return figures;
    const auto& [a, b] = *result.first;
    figures["first_difference"] = {
        {"step", a.step}, {"loss", {a.loss, b.loss}}, {"gradient_norm", {a.gradient_norm, b.gradient_norm}}};
    return figures;
}

int compare(const LedgerOptions& options) {
    options.common.set_up();
    const nn::Ledger a = ledger_of(options.a), b = ledger_of(options.b);
    const std::vector<std::string> settings = settings_that_differ(options, a, b);
    const nn::LedgerComparison result = nn::compare(a, b);
    if (result.common == 0)
        throw core::Error(fmt::format("no step is in both {} and {}: there is nothing to compare", a.path, b.path));

    std::vector<std::pair<std::string, std::string>> rows{
        {"settings", settings.empty() ? "the same" : fmt::format("differ: {}", fmt::join(settings, "; "))},
        {"steps", fmt::format("{} and {}", nn::grouped(std::ssize(a.entries)), nn::grouped(std::ssize(b.entries)))},
        {"agree", agreement_text(result)}};
    if (result.first) {
        rows.emplace_back("first difference", difference_text(*result.first));
        rows.emplace_back("largest, relative", largest_text(result));
    }
    fmt::print("{}", facts(standard_output(), rows));
    Json figures = {{"a", a.path},
                    {"b", b.path},
                    {"differing_settings", settings},
                    {"steps", {a.entries.size(), b.entries.size()}}};
    figures.update(figures_of(result));
    options.common.write(figures);
    return result.first ? kDifferent : kSame;
}

}  // namespace

void add_ledger(CLI::App& program, Run& run) {
    const std::string example = "ledger compare runs/here runs/there";
    CLI::App* ledger = program.add_subcommand("ledger", "Compare the losses of two trainings, bit for bit");
    ledger->require_subcommand(1);
    ledger->footer("Example: " + command_line(example));
    CLI::App* command =
        ledger->add_subcommand("compare", "The first step at which two trainings differ, and by how much");
    const auto options = std::make_shared<LedgerOptions>();
    for (const auto& [name, path] : {std::pair("A", &options->a), std::pair("B", &options->b)})
        command->add_option(name, *path, "Directory of a run, or its ledger.txt")->required()->type_name("");
    options->common.add_json(*command);
    command->footer(
        "Exit code: 0 when all steps that both have agree bit for bit, 1 when one does not.\n"
        "Settings that change no step's numbers, such as where the corpus is, are not looked at.\n\n"
        "Example: " +
        command_line(example));
    command->callback([options, &run] { run = [options] { return compare(*options); }; });
}

}  // namespace vitro::program
