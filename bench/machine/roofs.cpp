// bench/machine/roofs.cpp: times the loops of fma_chains.cpp and memory_loops.cpp.
#include "bench/machine/roofs.hpp"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <vector>

#include "bench/machine/clock.hpp"
#include "bench/machine/loops.hpp"
#include "bench/machine/machine.hpp"
#include "core/error.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench {
namespace {

constexpr int kRepeats = 7;              ///< the best of them counts
constexpr double kSeconds = 2e-3;        ///< that one takes at least
constexpr double kLong = 0.02;           ///< one that takes more is repeated half as often
constexpr std::int64_t kGrain = 8 * 16;  ///< numbers in a step of the widest loop
constexpr std::int64_t kShortest = 4 * kGrain;
/// Between streams: those that start at the same place of a page would wait for each other's stores.
constexpr std::int64_t kApart = 272;

/// body(thread) on every thread of the team at once; the seconds of the slowest. Of their own time: a roof must not
/// sink because another program took a core for a while.
template <class Body>
double seconds_of(int threads, const Body& body) {
    constexpr std::int64_t kWorthAFork = std::int64_t{1} << 40;
    std::vector<double> seconds(static_cast<std::size_t>(threads));
    kernels::parallel_for(threads, kWorthAFork, [&](std::int64_t begin, std::int64_t end, int) {
        for (std::int64_t task = begin; task < end; ++task) {
            const double start = seconds_of_this_thread();
            body(task);
            seconds[static_cast<std::size_t>(task)] = seconds_of_this_thread() - start;
        }
    });
    return *std::ranges::max_element(seconds);
}

/// The least seconds of one of the `passes` that work(passes, task) makes on each thread, with as many of them as take
/// long enough to be timed.
template <class Work>
double least_seconds(double effort, int threads, const Work& work) {
    const auto of_one = [&](long passes) {
        return seconds_of(threads, [&](std::int64_t task) { work(passes, task); }) / static_cast<double>(passes);
    };
    const double wanted = kSeconds * effort;
    long passes = 1;
    double best = of_one(passes);
    while (best * static_cast<double>(passes) < wanted) {
        passes = std::max(2 * passes, std::lround(wanted / std::max(best, 1e-9)));
        best = std::min(best, of_one(passes));
    }
    const int repeats = best > kLong ? kRepeats / 2 : kRepeats;
    for (int repeat = 0; repeat < repeats; ++repeat) best = std::min(best, of_one(passes));
    return best;
}

void make_team(int threads) {
    if (!kernels::prepare(threads))
        throw core::Error("there is no memory for the scratch of " + std::to_string(threads) + " threads");
}

/// The numbers in one stream, as a whole number of steps for each thread.
std::int64_t stream_count(double bytes, int threads) {
    const auto steps = std::llround(bytes / sizeof(real) / static_cast<double>(kGrain * threads));
    return std::max<std::int64_t>(kShortest, steps * kGrain) * threads;
}

}  // namespace

Roof roof_of(double operations, double fma, double memory_seconds, const std::string& level) {
    const double arithmetic = fma > 0 ? operations / fma : 0;
    if (arithmetic >= memory_seconds) return {arithmetic, arithmetic > 0 ? "FMA" : ""};
    return {memory_seconds, level};
}

double Roofs::measure_fma(const Kernels& table, int threads) const {
    const Chains chains = fma_chains(table);
    if (chains == nullptr) return 0;
    make_team(threads);
    constexpr long kSteps = 1000;  // in a pass
    float sum_of_one = 0;
    const auto operations_of_step = static_cast<double>(chains(1, sum_of_one));
    const double seconds = least_seconds(effort_, threads, [&](long passes, std::int64_t) {
        float sum = 0;
        chains(kSteps * passes, sum);
        benchmark::DoNotOptimize(sum);
    });
    return operations_of_step * kSteps * threads / seconds;
}

double Roofs::measure_memory(const MemoryKey& key) {
    make_team(key.threads);
    if (const std::int64_t wanted = key.mix.streams() * (key.count + kApart); wanted > arena_size_) {
        arena_ = nullptr;
        arena_ = random_numbers(arena_size_ = wanted);
    }
    double best = 0;
    for (const Kernels* table : kernels::all_tables())
        if (kernels::supported(*table))
            if (const Move move = memory_loop(*table, key.mix); move != nullptr && table->lanes > 1)
                best = std::max(best, measure_memory(key, move));
    return best;
}

double Roofs::measure_memory(const MemoryKey& key, Move move) const {
    const std::int64_t step = key.count + kApart, share = key.count / key.threads;
    const double seconds = least_seconds(effort_, key.threads, [&](long passes, std::int64_t task) {
        real* streams[kMostStreams];
        for (int s = 0; s < key.mix.streams(); ++s) streams[s] = arena_.get() + s * step + task * share;
        float sum = move(streams, share, passes);
        benchmark::DoNotOptimize(sum);
    });
    return static_cast<double>(key.count) * sizeof(real) * key.mix.moved() / seconds;
}

double Roofs::fma(const Kernels& table, int threads) {
    const auto [found, is_new] = fma_.try_emplace({table.name, threads});
    if (is_new) found->second = measure_fma(table, threads);
    return found->second;
}

Roofs::MemoryKey Roofs::key_of(int threads, const Mix& mix, double footprint) {
    // Beyond dram_bytes() no cache helps any more, and more of it is as fast.
    const double walked = std::min(footprint, static_cast<double>(dram_bytes()));
    return {threads, mix, stream_count(walked / mix.streams(), threads)};
}

double Roofs::memory(int threads, const Mix& mix, double footprint) {
    const MemoryKey key = key_of(threads, mix, footprint);
    const auto [found, is_new] = memory_.try_emplace(key);
    if (is_new) found->second = measure_memory(key);
    return found->second;
}

std::vector<Part> Roofs::parts_that_count(int threads, const Traffic& traffic) {
    std::vector<Part> parts = parts_of(traffic);
    if (!parts.empty() && level_of(this_machine(), threads, traffic.footprint()) != "DRAM") parts.resize(1);
    return parts;
}

double Roofs::memory_seconds(int threads, const Traffic& traffic) {
    double seconds = 0;
    for (const Part& part : parts_that_count(threads, traffic)) {
        const double rate = memory(threads, part.mix, traffic.footprint());
        if (rate > 0) seconds += part.moved() / rate;
    }
    return seconds;
}

Roof Roofs::of(const Kernels& table, int threads, double operations, const Traffic& traffic) {
    const std::string level = level_of(this_machine(), threads, traffic.footprint());
    return roof_of(operations, fma(table, threads), memory_seconds(threads, traffic), level);
}

void Roofs::doubt(const Kernels& table, int threads, double operations, const Traffic& traffic) {
    if (of(table, threads, operations, traffic).bound == "FMA") {
        double& best = fma_[{table.name, threads}];
        best = std::max(best, measure_fma(table, threads));
        return;
    }
    for (const Part& part : parts_that_count(threads, traffic)) {
        const MemoryKey key = key_of(threads, part.mix, traffic.footprint());
        double& best = memory_[key];
        best = std::max(best, measure_memory(key));
    }
}

}  // namespace vitro::bench
