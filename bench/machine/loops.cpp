// bench/machine/loops.cpp: finds the loops of a table.
#include "bench/machine/loops.hpp"

#include <string_view>

namespace vitro::kernels {
#ifdef VITRO_BASE
namespace base {
long run_fma_chains(long steps, float& sum) noexcept;
bench::Move memory_loop(int reads, int writes, int updates) noexcept;
}  // namespace base
#endif
#ifdef VITRO_X86
namespace avx2 {
long run_fma_chains(long steps, float& sum) noexcept;
bench::Move memory_loop(int reads, int writes, int updates) noexcept;
}  // namespace avx2
namespace avx512 {
long run_fma_chains(long steps, float& sum) noexcept;
bench::Move memory_loop(int reads, int writes, int updates) noexcept;
}  // namespace avx512
#endif
}  // namespace vitro::kernels

namespace vitro::bench {
namespace {

struct Loops {
    std::string_view table;
    Chains chains;
    Move (*memory)(int reads, int writes, int updates) noexcept;
};

constexpr Loops kNone{"", nullptr, [](int, int, int) noexcept -> Move { return nullptr; }};
constexpr Loops kLoops[] = {
#ifdef VITRO_X86
    {"avx512", kernels::avx512::run_fma_chains, kernels::avx512::memory_loop},
    {"avx2", kernels::avx2::run_fma_chains, kernels::avx2::memory_loop},
#endif
#ifdef VITRO_BASE
    {"base", kernels::base::run_fma_chains, kernels::base::memory_loop},
    {"reference", kernels::base::run_fma_chains, kernels::base::memory_loop},
#endif
    kNone,
};

const Loops& loops_of(const kernels::Kernels& table) {
    for (const Loops& loops : kLoops)
        if (loops.table == table.name) return loops;
    return kNone;
}

}  // namespace

Chains fma_chains(const kernels::Kernels& table) {
    return loops_of(table).chains;
}

Move memory_loop(const kernels::Kernels& table, const Mix& mix) {
    return loops_of(table).memory(mix.reads, mix.writes, mix.updates);
}

}  // namespace vitro::bench
