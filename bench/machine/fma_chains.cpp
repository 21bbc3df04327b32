// bench/machine/fma_chains.cpp: multiply-adds that wait for nothing but themselves, with one instruction set's vectors.
#include "kernels/simd/vec.hpp"

namespace vitro::kernels::VITRO_ISA {

/// Runs `steps` steps of 12 independent chains, enough to hide their latency; returns the operations of a step. The
/// sum keeps the chains from being optimised away.
long run_fma_chains(long steps, float& sum) noexcept {
    constexpr int kChains = 12;
    V chain[kChains];
    for (int i = 0; i < kChains; ++i) chain[i] = V(static_cast<float>(i));
    const V factor(0.999F), addend(0.001F);
    for (long step = 0; step < steps; ++step) {
#pragma GCC unroll 12
        for (int i = 0; i < kChains; ++i) chain[i] = fma(chain[i], factor, addend);
    }
    for (int i = 1; i < kChains; ++i) chain[0] = chain[0] + chain[i];
    sum = reduce_add(chain[0]);
    return 2 * kChains * kLanes;
}

}  // namespace vitro::kernels::VITRO_ISA
