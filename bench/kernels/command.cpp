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

/// Jobs by slot.
using Groups = std::vector<std::vector<Job>>;

Groups jobs_of(const KernelOptions& options) {
    const std::string pattern = options.filter.empty() ? google_flags().filter : options.filter;
    const std::regex regex = regex_of(pattern);
    const auto tables = options.tables();
    const std::vector<int> teams = options.teams();
    Groups groups;
    int left_out = 0;
    for (const Slot& slot : kSlots) {
        groups.emplace_back();
        slot.cases([&](const Case& what) {
            for (const int threads : teams)
                for (const Kernels* table : tables) {
                    const Job job{slot.name, what, table, threads};
                    if (!std::regex_search(job.name(), regex)) continue;
                    if (takes_long(job, options.quick))
                        ++left_out;
                    else
                        groups.back().push_back(job);
                }
        });
    }
    std::erase_if(groups, [](const std::vector<Job>& group) { return group.empty(); });
    if (groups.empty())
        throw program::UsageError(left_out > 0 ? fmt::format("kernels: all {} cases that match {} take too long for {}",
                                                             left_out, core::printable(pattern, '\''),
                                                             options.quick ? "--quick" : "the reference")
                                               : fmt::format("kernels: no case matches {}; the slots are {}",
                                                             core::printable(pattern, '\''), slot_names()));
    return groups;
}

void run(const KernelOptions& options) {
    const Groups groups = jobs_of(options);
    if (google_flags().list) {
        for (const std::vector<Job>& group : groups)
            for (const Job& job : group) fmt::print("{}\n", job.name());
        return;
    }
    Session session("kernels", options);
    session.print_lines(groups);
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
