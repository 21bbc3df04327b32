// bench/peers/command.cpp: `bench peers`: options, output, exit status.
#include "bench/peers/command.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <set>

#include "bench/command_line.hpp"
#include "bench/machine/roofs.hpp"
#include "bench/measure/console.hpp"
#include "bench/peers/compare.hpp"
#include "bench/peers/quiet.hpp"
#include "bench/peers/record.hpp"
#include "bench/peers/table.hpp"
#include "bench/record/record.hpp"
#include "core/error.hpp"
#include "core/runtime.hpp"
#include "examples/vitro/usage.hpp"

namespace vitro::bench {
namespace peers {
namespace {

constexpr Effort kFull{.rounds = 5, .seconds = 0.05}, kQuick{.rounds = 2, .seconds = 0.02};

struct Options {
    program::CommonOptions common;  ///< --json
    std::string filter, python;
    std::vector<std::string> peers;
    std::vector<int> threads{1, 2};
    bool quick = false, list = false;
    int rounds = 0;  ///< 0: as many as full or quick has
};

std::vector<Wanted> wanted_peers(const std::vector<std::string>& names) {
    if (names.empty()) return all_wanted();
    std::vector<Wanted> wanted;
    for (const std::string& name : names) wanted.push_back(wanted_of(name));
    return wanted;
}

/// What is wrong here is wrong with the command line.
Plan plan_of(const Options& options) try {
    Plan plan;
    const std::set<int> threads(options.threads.begin(), options.threads.end());
    plan.cases = matching(all_cases({threads.begin(), threads.end()}), options.filter);
    plan.peers = wanted_peers(options.peers);
    plan.python = python_of(options.python);
    plan.effort = options.quick ? kQuick : kFull;
    if (options.rounds > 0) plan.effort.rounds = options.rounds;
    return plan;
} catch (const core::Error& error) {
    throw program::UsageError(error.what());
}

/// At once: a table is watched while it grows.
void print(const std::string& line) {
    if (!line.empty()) fmt::print("{}\n", line);
    std::fflush(stdout);
}

Comparison compared(const Plan& plan) try { return compare(plan, print); } catch (const UnusablePeer& error) {
    throw program::UsageError(error.what());
}

/// The table that this CPU does most with: peers may use its instructions, whatever vitro was told to use.
const kernels::Kernels& best_table() {
    return **std::ranges::find_if(kernels::all_tables(), [](const auto* table) { return kernels::supported(*table); });
}

/// What multiply-adds alone reach with each number of threads.
std::vector<FmaRoof> measure_peaks(Roofs& roofs, const std::vector<int>& threads) {
    std::vector<FmaRoof> peaks;
    for (const int count : std::set<int>(threads.begin(), threads.end())) {
        peaks.push_back({best_table().name, count, roofs.fma(best_table(), count) * 1e-9});
        print(fmt::format("multiply-adds alone, {}, {} thread{}: {:.1f} GFLOP/s", peaks.back().isa, count,
                          count == 1 ? "" : "s", peaks.back().gflops));
    }
    core::runtime::use_threads(1);  // from here on, this process only waits
    return peaks;
}

/// Throws core::Error when not everything is as it should be, after all of it was shown and recorded.
void finish(const Comparison& all) {
    print(gemm_summary(all.gemm));
    print(attention_summary(all.attention));
    print(row_summary(all.rows));
    if (const std::string refusal = refusal_of(all.gemm); !refusal.empty()) throw core::Error(refusal);
    if (all.lost > 0) throw core::Error(fmt::format("{} of the peers failed before the end", all.lost));
}

void run(const Options& options) {
    Plan plan = plan_of(options);
    if (options.list) {
        for (const Case& one : plan.cases) print(one.name());
        return;
    }
    options.common.set_up();
    Record record = new_record("peers");
    print(machine_text(program::standard_output(), record.machine));
    print(disturbance(busy_processors(0.3)));
    Roofs roofs(options.quick);
    record.roofs.fma = measure_peaks(roofs, options.threads);
    for (const FmaRoof& roof : record.roofs.fma) plan.peaks[roof.threads] = roof.gflops;
    const Comparison all = compared(plan);
    record.sections = sections_of(all.gemm, all.attention, all.rows);
    if (!options.common.json_file.empty()) write_record(options.common.json_file, record);
    finish(all);
}

std::string explained() {
    std::string text = "Peers, and how to install each:\n";
    for (const PeerKind& kind : peer_kinds())
        text += fmt::format("  {:<9}{}\n           or name it: --peer {}=PATH{}\n", kind.name, kind.install, kind.name,
                            kind.libraries.empty() ? "" : fmt::format(", {}=PATH", kind.variable));
    return text +
           "\nExample: " + command_line("peers 'gemm/nn/threads:1' --python ~/peers/bin/python --json peers.json");
}

}  // namespace
}  // namespace peers

void add_peers(CLI::App& bench) {
    const auto options = std::make_shared<peers::Options>();
    CLI::App* command = bench.add_subcommand("peers",
                                             "Products, attention and memory-bound operations beside OpenBLAS, MKL, "
                                             "oneDNN and PyTorch, where they are here");
    command->add_option("FILTER", options->filter, "Only the cases in whose names this regular expression is found");
    command->add_option("--peer", options->peers, "Only this peer; may be repeated")
        ->type_name("NAME[=PATH]")
        ->allow_extra_args(false);
    command
        ->add_option("--python", options->python,
                     "The Python in whose environment to look first (default: VITRO_PYTHON, python3)")
        ->type_name("PATH");
    command->add_option("--threads", options->threads, "Numbers of threads, with commas between them (default: 1,2)")
        ->type_name("N,M")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(program::whole_number(1, 1024));
    command->add_option("--rounds", options->rounds, "Turns of each peer in each case (default: 5)")
        ->type_name("N")
        ->check(program::whole_number(1, 1000));
    command->add_flag("--quick", options->quick, "Fewer and shorter turns: a first look");
    command->add_flag("--list", options->list, "Name the cases, and measure nothing");
    options->common.add_json(*command);
    command->footer(peers::explained());
    command->callback([options] { peers::run(*options); });
}

}  // namespace vitro::bench
