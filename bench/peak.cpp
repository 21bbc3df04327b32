// bench/peak.cpp: times bench/fma_chains.cpp.
#include "bench/peak.hpp"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <string>

#include "bench/clock.hpp"

namespace vitro::kernels {
#ifdef VITRO_BASE
namespace base {
long run_fma_chains(long steps, float& sum) noexcept;
}
#endif
#ifdef VITRO_X86
namespace avx2 {
long run_fma_chains(long steps, float& sum) noexcept;
}
namespace avx512 {
long run_fma_chains(long steps, float& sum) noexcept;
}
#endif
}  // namespace vitro::kernels

namespace vitro::bench {
namespace {

using Chains = long (*)(long, float&) noexcept;

Chains chains_of([[maybe_unused]] const std::string& table) {
#ifdef VITRO_BASE
    if (table == "base") return kernels::base::run_fma_chains;
#endif
#ifdef VITRO_X86
    if (table == "avx2") return kernels::avx2::run_fma_chains;
    if (table == "avx512") return kernels::avx512::run_fma_chains;
#endif
    return nullptr;
}

}  // namespace

double fma_peak(const kernels::Kernels& table) {
    const Chains chains = chains_of(table.name);
    if (chains == nullptr) return 0;
    constexpr long kSteps = 500'000;
    double best = 0;
    for (int repeat = 0; repeat < 20; ++repeat) {  // the best of many: the first still finds a slow clock
        float sum = 0;
        const double start = seconds_of_this_thread();
        const auto operations = static_cast<double>(kSteps * chains(kSteps, sum));
        best = std::max(best, operations / (seconds_of_this_thread() - start));
        benchmark::DoNotOptimize(sum);
    }
    return best;
}

}  // namespace vitro::bench
