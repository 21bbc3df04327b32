// bench/measure/runner.cpp: the loop that is timed, and what gathers its repetitions.
#include "bench/measure/runner.hpp"

#include <benchmark/benchmark.h>
#include <map>
#include <memory>

#include "bench/measure/google_flags.hpp"
#include "core/error.hpp"

namespace vitro::bench {
namespace {

constexpr int kRepetitions = 7, kQuickRepetitions = 3;
constexpr double kSeconds = 0.02, kQuickSeconds = 0.002;  ///< that a repetition takes at least

/// A case's operands: made by whichever of its jobs comes first, kept until the group is done.
class Operands {
  public:
    explicit Operands(const Case& what) : make_(what.make) {}
    const Run& run() {
        if (!run_) run_ = make_();
        return run_;
    }

  private:
    std::function<Run()> make_;
    Run run_;
};

/// Collects each job's repetitions, which arrive together when the last of them is done.
class Gatherer : public benchmark::BenchmarkReporter {
  public:
    using Times = std::map<std::string, std::vector<double>>;

    Gatherer(const std::vector<Job>& group, const Runner::Progress& progress) : progress_(progress) {
        for (const Job& job : group) teams_[job.name()] = job.threads;
    }

    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.run_type != Run::RT_Iteration || run.iterations == 0) continue;
            const std::string& name = run.run_name.function_name;
            // A thread that is alone by its own time; a team by the time on the wall.
            const double all = teams_[name] == 1 ? run.cpu_accumulated_time : run.real_accumulated_time;
            if (all > 0) times_[name].push_back(all / static_cast<double>(run.iterations));
        }
        progress_(times_.size());
    }

    const std::vector<double>& times_of(const Job& job) {
        const std::vector<double>& times = times_[job.name()];
        if (times.empty()) throw core::Error(job.name() + ": Google Benchmark gave no time");
        return times;
    }

  private:
    const Runner::Progress& progress_;
    std::map<std::string, int> teams_;
    Times times_;
};

void time(benchmark::State& state, const Job& job, Operands& operands) {
    if (!kernels::prepare(job.threads)) throw core::Error(job.name() + ": there is no memory for the team's scratch");
    kernels::select(job.table->name);
    const Run& run = operands.run();
    run(*job.table);  // what can be in a cache is
    for (auto _ : state) run(*job.table);
}

}  // namespace

std::vector<Result> Runner::run(const std::vector<Job>& group) {
    std::map<std::string, std::shared_ptr<Operands>> shared;
    for (const Job& job : group) {
        std::shared_ptr<Operands>& operands = shared[job.what.variant + " " + job.what.size];
        if (!operands) operands = std::make_shared<Operands>(job.what);
        benchmark::internal::Benchmark* const registered = benchmark::RegisterBenchmark(
            job.name().c_str(), [job, operands](benchmark::State& state) { time(state, job, *operands); });
        if (!google_flags().has_min_time) registered->MinTime(quick_ ? kQuickSeconds : kSeconds);
        if (!google_flags().has_repetitions) registered->Repetitions(quick_ ? kQuickRepetitions : kRepetitions);
        if (job.threads > 1) registered->UseRealTime();
    }
    Gatherer gatherer(group, progress_);
    benchmark::RunSpecifiedBenchmarks(&gatherer, nullptr, "all");
    benchmark::ClearRegisteredBenchmarks();
    std::vector<Result> results;
    for (const Job& job : group) results.push_back(judged(job, gatherer.times_of(job)));
    return results;
}

Result Runner::judged(const Job& job, const std::vector<double>& seconds) {
    constexpr int kDoubts = 3;
    const Statistics statistics = statistics_of(seconds);
    const auto judge = [&] {
        return result_of(job, statistics, roofs_.of(*job.table, job.threads, job.what.operations, job.what.bytes));
    };
    Result result = judge();
    for (int doubt = 0; doubt < kDoubts && result.share > 1; ++doubt) {
        roofs_.doubt(*job.table, job.threads, job.what.operations, job.what.bytes);
        result = judge();
    }
    return result;
}

}  // namespace vitro::bench
