// bench/ladder/command.cpp: `bench ladder`: compares every rung with the reference, times those of a ladder in turn,
// prints and records.
#include "bench/ladder/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "bench/command_line.hpp"
#include "bench/ladder/ladder.hpp"
#include "bench/ladder/picture.hpp"
#include "bench/measure/google_flags.hpp"
#include "bench/measure/session.hpp"
#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::bench {
namespace {

using ladder::Rung;
using program::UsageError;

struct LadderOptions : Options {
    std::string kernel;
};

/// The rungs of one kernel and direction on one instruction set.
struct Climb {
    std::vector<Rung> rungs;
    const Kernels* table;
};

bool same_ladder(const Rung& a, const Rung& b) {
    return a.kernel == b.kernel && a.direction == b.direction;
}

/// Of the kernel that was asked for, or of all. Throws UsageError where there are none.
std::vector<Climb> climbs_of(const LadderOptions& options) {
    const std::vector<std::string> sets = ladder::instruction_sets();
    std::vector<Climb> climbs;
    std::vector<std::string> kernels;
    for (const Kernels* table : options.tables()) {
        if (std::ranges::count(sets, table->name) == 0)
            throw UsageError(
                fmt::format("--isa {}: on this CPU there are rungs for {}", table->name, fmt::join(sets, ", ")));
        bool is_new = true;
        for (const Rung& rung : ladder::rungs(table->name)) {
            if (std::ranges::count(kernels, rung.kernel) == 0) kernels.push_back(rung.kernel);
            if (!options.kernel.empty() && rung.kernel != options.kernel) continue;
            if (is_new || !same_ladder(climbs.back().rungs.back(), rung)) climbs.push_back({{}, table});
            climbs.back().rungs.push_back(rung);
            is_new = false;
        }
    }
    if (climbs.empty())
        throw UsageError(fmt::format("ladder: there is none of {}; there are those of {}",
                                     core::printable(options.kernel, '\''), fmt::join(kernels, ", ")));
    return climbs;
}

Job job_of(const Rung& rung, const Kernels& table, int threads) {
    return {.kernel = rung.kernel,
            .what = {.variant = rung.direction + (rung.causal ? "+causal/" : "/") + rung.name,
                     .size = rung.size,
                     .operations = rung.operations,
                     .bytes = {.read = rung.read, .written = rung.written},
                     .make = [make = rung.make] { return [call = make()](const Kernels&) { call(); }; }},
            .table = &table,
            .threads = rung.threaded ? threads : 1};
}

std::vector<Job> jobs_of(const Climb& climb, int threads) {
    std::vector<Job> jobs;
    for (const Rung& rung : climb.rungs) jobs.push_back(job_of(rung, *climb.table, threads));
    return jobs;
}

/// Takes the rungs out that disagree with the reference; returns how many. Says what is wrong with each.
std::size_t take_out_wrong_ones(std::vector<Climb>& climbs, int threads) {
    if (!kernels::prepare(threads)) throw core::Error("ladder: there is no memory for the team's scratch");
    std::size_t wrong = 0;
    for (Climb& climb : climbs) {
        show_progress(fmt::format("{}: compared with the reference", climb.rungs.front().kernel));
        wrong += std::erase_if(climb.rungs, [](const Rung& rung) {
            const std::string difference = disagreement(rung);
            if (!difference.empty()) show_progress(""), program::warn(difference);
            return !difference.empty();
        });
    }
    show_progress("");
    std::erase_if(climbs, [](const Climb& climb) { return climb.rungs.empty(); });
    return wrong;
}

/// What the page of a record says beside each rung.
nlohmann::ordered_json sentences_of(const std::vector<Climb>& climbs) {
    nlohmann::ordered_json sentences = nlohmann::ordered_json::array();
    for (const Climb& climb : climbs)
        for (const Rung& rung : climb.rungs)
            sentences.push_back(
                {{"kernel", rung.kernel}, {"direction", rung.direction}, {"name", rung.name}, {"idea", rung.idea}});
    return sentences;
}

void run(LadderOptions options) {
    if (options.isa.empty()) options.isa = ladder::instruction_sets().front();
    std::vector<Climb> climbs = climbs_of(options);
    const int threads = options.teams().back();
    if (google_flags().list) {
        for (const Climb& climb : climbs)
            for (const Job& job : jobs_of(climb, threads)) fmt::print("{}\n", job.name());
        return;
    }
    Session session("ladder", options);
    const std::size_t wrong = take_out_wrong_ones(climbs, threads);
    for (const Climb& climb : climbs)
        fmt::print("{}\n", picture(session.terminal(), climb.rungs, session.measure(jobs_of(climb, threads))));
    session.section("rungs") = sentences_of(climbs);
    session.finish();
    if (wrong > 0) throw core::Error(fmt::format("ladder: {} rungs disagree with the reference, as said above", wrong));
}

}  // namespace

void add_ladder(CLI::App& bench) {
    CLI::App* command = bench.add_subcommand("ladder", "What each idea is worth: from three loops to vitro's kernels");
    const auto options = std::make_shared<LadderOptions>();
    command->add_option("kernel", options->kernel, "gemm, softmax, layer_norm, attention, cross_entropy (default: all)")
        ->type_name("KERNEL");
    options->add_to(*command);
    command->get_option("--isa")->description("Instruction sets, with commas between them (default: this CPU's best)");
    command->get_option("--threads")->description("The team of the threaded rungs (default: one thread for each core)");
    command->footer(
        "Each rung is a function in bench/ladder/rungs; bench/ladder/README.md says how to add your own.\n\n"
        "Example: " +
        command_line("ladder gemm --threads 1"));
    command->callback([options] { run(*options); });
}

}  // namespace vitro::bench
