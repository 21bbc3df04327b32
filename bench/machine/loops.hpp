// bench/machine/loops.hpp: the loops that find out what this machine could do at best, by instruction set.
#pragma once

#include "bench/machine/traffic.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench {

/// Runs steps of independent multiply-adds (fma_chains.cpp) and returns the operations of a step.
using Chains = long (*)(long steps, float& sum) noexcept;
/// Walks streams of `count` numbers side by side (memory_loops.cpp).
using Move = float (*)(float* const* streams, long count, long passes) noexcept;

/// With the table's vectors. The reference is compiled for the same instructions as `base`, and shares its loops;
/// nullptr where there is no such table.
Chains fma_chains(const kernels::Kernels& table);
Move memory_loop(const kernels::Kernels& table, const Mix& mix);

}  // namespace vitro::bench
