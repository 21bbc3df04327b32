// bench/machine/memory_loops.cpp: loops that do nothing but move numbers, with one instruction set's vectors.
#include "kernels/simd/vec.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// Walks kReads + kWrites + kUpdates streams side by side, `passes` times. `count` is a multiple of 8 vectors. What is
/// only read goes into eight sums, so that no addition waits for the one before; the sum of all keeps it from being
/// optimised away.
template <int kReads, int kWrites, int kUpdates>
float move(float* const* streams, long count, long passes) noexcept {
    constexpr int kUnroll = 8, kStreams = kReads + kWrites + kUpdates;
    constexpr bool kSums = kWrites + kUpdates == 0;
    float* own[kStreams];  // a store to what `streams` points to may, for all the compiler knows, change it
    for (int s = 0; s < kStreams; ++s) own[s] = streams[s];
    const V one(1.0F);
    V sums[kUnroll];
    for (V& sum : sums) sum = one;
    for (long pass = 0; pass < passes; ++pass) {
        asm volatile("" : : : "memory");  // every pass goes over the memory; two must not be made one
        for (long i = 0; i < count; i += kUnroll * kLanes) {
#pragma GCC unroll 8
            for (int j = 0; j < kUnroll; ++j) {
                const long at = i + j * kLanes;
                V value = kSums ? sums[j] : one;
#pragma GCC unroll 4
                for (int s = 0; s < kReads; ++s) value = value + load(own[s] + at);
#pragma GCC unroll 4
                for (int s = kReads; s < kReads + kWrites; ++s) store(own[s] + at, value);
#pragma GCC unroll 4
                for (int s = kReads + kWrites; s < kStreams; ++s) store(own[s] + at, load(own[s] + at) + value);
                if constexpr (kSums) sums[j] = value;
            }
        }
    }
    for (int j = 1; j < kUnroll; ++j) sums[0] = sums[0] + sums[j];
    return reduce_add(sums[0]);
}

}  // namespace

using Move = float (*)(float* const*, long, long) noexcept;

/// nullptr for a mix that has no loop.
Move memory_loop(int reads, int writes, int updates) noexcept {
    switch (100 * reads + 10 * writes + updates) {
        case 100:
            return move<1, 0, 0>;
        case 10:
            return move<0, 1, 0>;
        case 110:
            return move<1, 1, 0>;
        case 1:
            return move<0, 0, 1>;
        case 210:
            return move<2, 1, 0>;
        case 310:
            return move<3, 1, 0>;
        case 101:
            return move<1, 0, 1>;
        case 102:
            return move<1, 0, 2>;
        case 103:
            return move<1, 0, 3>;
        default:
            return nullptr;
    }
}

}  // namespace vitro::kernels::VITRO_ISA
