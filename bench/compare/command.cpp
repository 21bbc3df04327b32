// bench/compare/command.cpp: `bench compare`: reads two records and prints their ratios.
#include "bench/compare/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "bench/command_line.hpp"
#include "bench/compare/comparison.hpp"
#include "bench/measure/console.hpp"
#include "bench/record/record.hpp"
#include "core/error.hpp"

namespace vitro::bench {
namespace {

struct Options {
    std::string before, after;
    bool across_machines = false;
};

std::string mark_of(const Comparison& comparison) {
    if (!comparison.is_beyond_noise()) return "";
    return comparison.ratio > 1 ? "faster" : "slower";
}

void print_difference(const Difference& difference) {
    int width = 0;
    for (const Comparison& c : difference.both) width = std::max(width, static_cast<int>(c.name.size()));
    const std::string heading =
        fmt::format("{:{}} {:>8} {:>8} {:>6} {:>7}", "case", width, "before", "after", "ratio", "noise");
    fmt::print("{}\n", program::bold(program::standard_output(), heading));
    for (const Comparison& c : difference.both) {
        const std::string mark = mark_of(c);
        fmt::print("{:{}} {:>8} {:>8} {:>6.3f} {:>7}{}\n", c.name, width, time_text(c.before), time_text(c.after),
                   c.ratio, fmt::format("+-{:.3f}", c.spread), mark.empty() ? "" : " " + mark);
    }
}

void print_summary(const Options& options, const Difference& difference) {
    const auto marked = [&](const std::string& mark) { return std::ranges::count(difference.both, mark, mark_of); };
    fmt::print("\n{} cases in both: {} faster, {} slower, the others within the noise\n", difference.both.size(),
               marked("faster"), marked("slower"));
    if (!difference.refused.empty())
        fmt::print("{} not compared, above their roof in one of the two\n", difference.refused.size());
    if (!difference.only_before.empty()) fmt::print("{} in {} only\n", difference.only_before.size(), options.before);
    if (!difference.only_after.empty()) fmt::print("{} in {} only\n", difference.only_after.size(), options.after);
}

void run(const Options& options) {
    const Record before = read_record(options.before), after = read_record(options.after);
    if (!options.across_machines)
        check_same_machine(options.before, before.machine, options.after, after.machine,
                           ": their times say nothing of a change; --across-machines compares them all the same");
    const Difference difference = difference_of(before, after);
    if (difference.both.empty() && difference.refused.empty())
        throw core::Error(
            fmt::format("{} and {} have no case in common: made with the same FILTER, --isa and --threads "
                        "they would",
                        options.before, options.after));
    print_difference(difference);
    print_summary(options, difference);
}

}  // namespace

void add_compare(CLI::App& bench) {
    CLI::App* command = bench.add_subcommand("compare", "Two records: what became faster, what slower");
    const auto options = std::make_shared<Options>();
    command->add_option("before", options->before, "A record, written by --json")->type_name("A.json")->required();
    command->add_option("after", options->after, "Another of the same machine")->type_name("B.json")->required();
    command->add_flag("--across-machines", options->across_machines, "Even if they are of different machines");
    command->footer("A ratio above 1 says that B is faster. What is beyond the noise is marked.\n\nExample: " +
                    command_line("compare before.json after.json"));
    command->callback([options] { run(*options); });
}

}  // namespace vitro::bench
