// bench/kernels_main.cpp: bench_kernels. Every case of every slot on every table that this CPU can run, with one thread
// and with a team; named slot/variant/isa:TABLE/threads:N/SIZE. Counters:
//
//   GFLOP/s   operations per second, and `peak`, their share of what multiply-adds alone reach on as many cores
//   GB/s      bytes read and written per second, where memory sets the pace
//   times     how many times as fast as the reference table with as many threads, once that has been measured
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <map>
#include <set>

#include "bench/cases.hpp"
#include "bench/clock.hpp"
#include "bench/peak.hpp"

namespace vitro::bench {
namespace {

/// Operations beyond which the reference, a few of them per nanosecond, would take all day.
constexpr double kReferenceOperations = 1e9;

struct Measured {
    std::map<std::string, double> peak;               ///< by table: operations per second of a core
    std::map<std::string, double> reference_seconds;  ///< by case and number of threads
};

/// One case, on one table, with one team.
struct Job {
    std::string slot;
    Case what;
    const Kernels* table;
    int threads;

    std::string name() const {
        return slot + (what.variant.empty() ? "" : "/" + what.variant) + "/isa:" + table->name +
               "/threads:" + std::to_string(threads) + "/" + what.size;
    }
    std::string key() const { return slot + what.variant + what.size + std::to_string(threads); }
    double now() const { return threads == 1 ? seconds_of_this_thread() : seconds_on_the_wall(); }
};

/// Operands are made once for all tables and teams: a case's jobs follow each other.
const Run& operands_of(const Job& job) {
    static std::string made_for;
    static Run run;
    const std::string wanted = job.slot + job.what.variant + job.what.size;
    if (made_for != wanted) run = nullptr, run = job.what.make(), made_for = wanted;
    return run;
}

void measure(benchmark::State& state, const Job& job, Measured& measured) {
    if (!kernels::prepare(job.threads)) return state.SkipWithError("no memory for the team's scratch");
    kernels::select(job.table->name);
    const Run& run = operands_of(job);
    run(*job.table);
    const double start = job.now();
    for (auto _ : state) run(*job.table);
    const double seconds = (job.now() - start) / static_cast<double>(state.iterations());

    if (job.what.operations > 0) {
        state.counters["GFLOP/s"] = job.what.operations / seconds * 1e-9;
        const double peak = measured.peak[job.table->name] * job.threads;
        if (peak > 0) state.counters["peak"] = job.what.operations / seconds / peak;
    }
    if (job.what.bytes > 0) state.counters["GB/s"] = job.what.bytes / seconds * 1e-9;
    double& reference = measured.reference_seconds[job.key()];
    if (job.table == kernels::all_tables().back()) reference = seconds;
    if (reference > 0) state.counters["times"] = reference / seconds;
}

/// The reference first: the others are compared with it.
std::vector<const Kernels*> tables() {
    std::vector<const Kernels*> found;
    for (const Kernels* table : kernels::all_tables())
        if (kernels::supported(*table)) found.insert(found.begin(), table);
    return found;
}

void register_jobs(Measured& measured) {
    for (const Slot& slot : kSlots)
        slot.cases([&](const Case& what) {
            for (const int threads : std::set{1, std::max(1, kernels::cpu().physical_cores)})
                for (const Kernels* table : tables()) {
                    if (table == kernels::all_tables().back() && what.operations > kReferenceOperations) continue;
                    const Job job{slot.name, what, table, threads};
                    benchmark::RegisterBenchmark(job.name().c_str(), [job, &measured](benchmark::State& state) {
                        measure(state, job, measured);
                    });
                }
        });
}

void measure_peaks(Measured& measured) {
    for (const Kernels* table : tables()) {
        const double peak = measured.peak[table->name] = fma_peak(*table);
        char text[64];
        std::snprintf(text, sizeof text, "%.1f GFLOP/s per core", peak * 1e-9);
        if (peak > 0) benchmark::AddCustomContext(std::string("multiply-add peak, ") + table->name, text);
    }
}

}  // namespace
}  // namespace vitro::bench

int main(int argc, char** argv) {
    std::vector<char*> arguments(argv, argv + argc);
    char shorter[] = "--benchmark_min_time=0.05";  // there are hundreds; what is asked for comes later and holds
    arguments.insert(arguments.begin() + 1, shorter);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
    vitro::bench::Measured measured;
    vitro::bench::measure_peaks(measured);
    vitro::bench::register_jobs(measured);
    benchmark::RunSpecifiedBenchmarks();
}
