// kernels/simd/gemm_pack.hpp: copies lines of op(A) or op(B) into the order in which the register tile reads them.
//
// A pack of width W holds up to W lines (rows of op(A), columns of op(B)): step k is W numbers side by side, the next
// step follows at once. A's block is a row of packs of width MR, B's panel one of packs (strips) of width NR. Where the
// lines lie side by side in memory already (A^T, B), a step is a copy; otherwise 4 x 4 numbers at a time are transposed
// in registers.
#pragma once

#include "kernels/simd/gemm.hpp"
#include "kernels/simd/transpose.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// The lines are `across` apart, their elements side by side.
template <std::int64_t kWidth>
void pack_transposed(float* to, const float* from, std::int64_t across, std::int64_t lines, std::int64_t depth) {
    std::int64_t k = 0;
    if (lines >= 4) {
        for (; k + 4 <= depth; k += 4)
            for (std::int64_t i = 0; i < lines; i += 4) {
                const std::int64_t first = smaller(i, lines - 4);  // the last four may repeat lines of those before
                transpose_four(to + k * kWidth + first, kWidth, from + first * across + k, across);
            }
    }
    for (; k < depth; ++k)
        for (std::int64_t i = 0; i < lines; ++i) to[k * kWidth + i] = from[i * across + k];
}

/// Packs `lines` <= kWidth lines, `depth` steps of each. What missing lines would hold is left as it is: their sums are
/// computed like the others, but not stored.
template <std::int64_t kWidth>
void pack(float* to, Operand from, std::int64_t lines, std::int64_t depth) {
    if (from.across != 1) return pack_transposed<kWidth>(to, from.data, from.across, lines, depth);
    // Whole vectors are stored: what is too much goes where the next step or pack is about to be written, or into
    // kLanes numbers of room behind the last.
    for (std::int64_t k = 0; k < depth; ++k)
        for_lanes(0, lines, [&](std::int64_t i, auto lanes) {
            store(to + k * kWidth + i, load(from.data + k * from.along + i, lanes));
        });
}

/// Packs any number of lines into packs of kNR, `kNR * depth` apart. Where the lines lie side by side, all the packs
/// are written at once: a row of B is then read as one long run, which the caches' prefetchers follow.
inline void pack_strips(float* to, Operand from, std::int64_t lines, std::int64_t depth) {
    const std::int64_t whole = from.across == 1 ? lines / kNR : 0;
    for (std::int64_t k = 0; k < (whole > 0 ? depth : 0); ++k)
        for (std::int64_t s = 0; s < whole; ++s)
            for (std::int64_t i = 0; i < kNR; i += kLanes)
                store(to + (s * depth + k) * kNR + i, load(from.data + k * from.along + s * kNR + i));
    for (std::int64_t line = whole * kNR; line < lines; line += kNR)
        pack<kNR>(to + line * depth, from.at(line, 0), smaller(kNR, lines - line), depth);
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
