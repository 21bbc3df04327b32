// bench/steps/command.cpp: `bench steps`: chooses workloads, times them one after the other, looks where time goes.
#include "bench/steps/command.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "bench/command_line.hpp"
#include "bench/machine/clock.hpp"
#include "bench/measure/google_flags.hpp"
#include "bench/measure/session.hpp"
#include "bench/steps/lines.hpp"
#include "bench/steps/work.hpp"
#include "core/printable.hpp"
#include "core/runtime.hpp"

namespace vitro::bench {
namespace {

struct StepOptions : Options {
    std::string filter;
    bool breakdown = false;
};

/// A workload with the jobs that were asked for; all of them step the same model.
struct Group {
    Workload workload;
    std::vector<Job> jobs;
};

/// Unless tables are named, the reference is none of them, which would take minutes, and --quick has the best alone.
std::string default_tables(const Options& options) {
    std::vector<std::string> names;
    for (const Kernels* table : options.tables()) names.emplace_back(table->name);
    if (options.quick) return names.back();
    if (names.size() > 1) names.erase(names.begin());
    return fmt::format("{}", fmt::join(names, ","));
}

std::vector<Group> groups_of(const StepOptions& options, const std::string& pattern) {
    const std::regex regex = regex_of(pattern);
    const auto tables = options.tables();
    const std::vector<int> teams = options.teams();
    std::vector<Group> groups;
    for (const Workload& workload : workloads()) {
        const Case what{.variant = workload.model, .size = workload.size, .bytes = {}, .make = {}};
        Group group{workload, {}};
        for (const int threads : teams)
            for (const Kernels* table : tables)
                if (const Job job{workload.kind, what, table, threads}; std::regex_search(job.name(), regex))
                    group.jobs.push_back(job);
        if (!group.jobs.empty()) groups.push_back(group);
    }
    if (groups.empty())
        throw program::UsageError(
            fmt::format("steps: no case matches {}; there are {}", core::printable(pattern, '\''), workload_names()));
    return groups;
}

void set_up(const Job& job) {
    core::runtime::use_table(job.table->name);
    core::runtime::use_threads(job.threads);
}

/// Of the fastest of some calls, after one that nobody looks at.
Profile profile_of(Work& work, int threads, int calls) {
    work.run();
    Profile best;
    for (int call = 0; call < calls; ++call) {
        Profile profile;
        Stopwatch stopwatch(profile, clock_of(threads));
        work.run_watched(stopwatch);
        if (call == 0 || profile.seconds() < best.seconds()) best = profile;
    }
    return best;
}

std::vector<StepResult> measured(Session& session, Group& group, const StepOptions& options) {
    set_up(group.jobs.back());
    const std::shared_ptr<Work> work = group.workload.make(*group.workload.of);
    const double operations = profile_of(*work, 1, 1).flops() * (1 + work->backward_factor());
    for (Job& job : group.jobs) {
        job.what.operations = operations;
        job.what.make = [work]() -> Run { return [work](const Kernels&) { work->run(); }; };
    }
    std::vector<StepResult> steps;
    for (const Result& result : session.measure(group.jobs)) {
        const Job& job = group.jobs[steps.size()];
        StepResult step{result, work->target_tokens(), work->backward_factor(), {}};
        set_up(job);
        if (options.breakdown) step.profile = profile_of(*work, job.threads, options.quick ? 3 : 7);
        steps.push_back(step);
    }
    return steps;
}

void print_names(const std::vector<Group>& groups) {
    for (const Group& group : groups)
        for (const Job& job : group.jobs) fmt::print("{}\n", job.name());
}

void run(StepOptions options) {
    if (options.isa.empty()) options.isa = default_tables(options);
    std::vector<Group> groups = groups_of(options, options.filter.empty() ? google_flags().filter : options.filter);
    if (google_flags().list) return print_names(groups);
    Session session("steps", options);
    std::vector<std::string> names;
    for (const Group& group : groups)
        for (const Job& job : group.jobs) names.push_back(job.name());
    const StepConsole console(session.terminal(), names);
    fmt::print("{}", console.heading());
    for (Group& group : groups)
        for (const StepResult& step : measured(session, group, options)) {
            fmt::print("{}{}", console.line(step), options.breakdown ? console.breakdown(step) : "");
            std::fflush(stdout);
            session.section("steps").push_back(json_of(step));
        }
    session.finish();
}

}  // namespace

void add_steps(CLI::App& bench) {
    CLI::App* command = bench.add_subcommand("steps", "Training steps, evaluation and decoding of whole models");
    const auto options = std::make_shared<StepOptions>();
    command->add_option("filter", options->filter, "Only cases in whose name this regular expression is found")
        ->type_name("FILTER");
    command->add_flag("--breakdown", options->breakdown, "Below each line, the ops that take longest");
    options->add_to(*command);
    command->footer(
        "A case is named kind/model/isa:TABLE/threads:N/SIZE; bench/steps/README.md says what its operations are.\n"
        "Without --isa every table but the reference is measured, with --quick the best alone.\n\n"
        "Example: " +
        command_line("steps 'step/multi30k-small' --threads 2 --breakdown"));
    command->callback([options] { run(*options); });
}

}  // namespace vitro::bench
