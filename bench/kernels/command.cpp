// bench/kernels/command.cpp: `bench kernels`: chooses jobs, runs them slot by slot, prints and records.
#include "bench/kernels/command.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "bench/command_line.hpp"
#include "bench/kernels/cases.hpp"
#include "bench/measure/google_flags.hpp"
#include "bench/measure/options.hpp"
#include "bench/measure/session.hpp"
#include "core/printable.hpp"

namespace vitro::bench {
namespace {

struct KernelOptions : Options {
    std::string filter;
};

std::string slot_names() {
    std::vector<std::string> names;
    for (const Slot& slot : kSlots) names.emplace_back(slot.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

struct Chosen {
    std::vector<std::vector<Job>> groups;  ///< by slot
    int left_out = 0;                      ///< as they take long
};

Chosen chosen_by(const KernelOptions& options, const std::string& pattern) {
    const std::regex regex = regex_of(pattern);
    const auto tables = options.tables();
    const std::vector<int> teams = options.teams();
    Chosen chosen;
    for (const Slot& slot : kSlots) {
        std::vector<Job> group;
        slot.cases([&](const Case& what) {
            for (const int threads : teams)
                for (const Kernels* table : tables) {
                    const Job job{slot.name, what, table, threads};
                    if (!std::regex_search(job.name(), regex)) continue;
                    if (takes_long(job, options.quick))
                        ++chosen.left_out;
                    else
                        group.push_back(job);
                }
        });
        if (!group.empty()) chosen.groups.push_back(group);
    }
    return chosen;
}

std::string too_large(const KernelOptions& options, int count) {
    return fmt::format("{} too large for {}", count == 1 ? "1 case is" : fmt::format("{} cases are", count),
                       options.quick ? "--quick" : "the reference");
}

void check_any(const KernelOptions& options, const Chosen& chosen, const std::string& pattern) {
    if (!chosen.groups.empty()) return;
    const std::string shown = core::printable(pattern, '\'');
    if (chosen.left_out == 0)
        throw program::UsageError(fmt::format("kernels: no case matches {}; the slots are {}", shown, slot_names()));
    throw program::UsageError(
        fmt::format("kernels: nothing that matches {} is left: {}", shown, too_large(options, chosen.left_out)));
}

void run(const KernelOptions& options) {
    const std::string pattern = options.filter.empty() ? google_flags().filter : options.filter;
    const Chosen chosen = chosen_by(options, pattern);
    check_any(options, chosen, pattern);
    if (google_flags().list) {
        for (const std::vector<Job>& group : chosen.groups)
            for (const Job& job : group) fmt::print("{}\n", job.name());
        return;
    }
    Session session("kernels", options);
    session.print_lines(chosen.groups);
    if (chosen.left_out > 0) fmt::print("\n{}, and left out\n", too_large(options, chosen.left_out));
    session.finish();
}

}  // namespace

void add_kernels(CLI::App& bench) {
    CLI::App* command = bench.add_subcommand("kernels", "Every slot of every table, with its share of the roof");
    const auto options = std::make_shared<KernelOptions>();
    command->add_option("filter", options->filter, "Only cases in whose name this regular expression is found")
        ->type_name("FILTER");
    options->add_to(*command);
    command->footer(
        "A case is named slot/variant/isa:TABLE/threads:N/SIZE; bench/README.md says how to read its line.\n"
        "Google Benchmark's own --benchmark_list_tests, --benchmark_repetitions=N, --benchmark_min_time=SECONDS\n"
        "and the like are passed on to it.\n\n"
        "Example: " +
        command_line("kernels 'gemm/nn' --isa avx2 --threads 1 --json gemm.json"));
    command->callback([options] { run(*options); });
}

}  // namespace vitro::bench
