// kernels/simd/gemm_tile.hpp: the register tile, where all the arithmetic of a matrix product happens, and what is done
// to a finished tile while it is hot.
//
// One text for every tile height up to MR and every width up to NR: the sizes are template parameters and the loops
// over them are unrolled, so that `acc` lives in registers. A loop left rolled would index it, and put it into memory.
#pragma once

#include <utility>

#include "kernels/simd/formulas.hpp"
#include "kernels/simd/gemm.hpp"
#include "kernels/with_constant.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// out (kRows x kWidth vectors, rows ldo apart) = sum over `depth` steps of k of op(A)'s column times op(B)'s row; with
/// `resume` the sum goes on from what stands in out. b: rows `b_step` apart. a: with kAdjacent (packed, or A^T in
/// place) the rows of the tile lie side by side and a step of k is a_stride; else a step of k is 1 and rows are
/// a_stride apart.
template <bool kAdjacent, int kWidth, int kRows>
void sum_tile(std::int64_t depth, const float* a, std::int64_t a_stride, const float* b, std::int64_t b_step,
              float* out, std::int64_t ldo, bool resume) noexcept {
    V acc[kRows][kWidth];
#pragma GCC unroll 16
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 4
        for (int v = 0; v < kWidth; ++v) acc[i][v] = resume ? load(out + i * ldo + v * kLanes) : V(0.0F);
    const auto step = [&]() __attribute__((always_inline)) {
        V row[kWidth];
#pragma GCC unroll 4
        for (int v = 0; v < kWidth; ++v) row[v] = load(b + v * kLanes);
#pragma GCC unroll 16
        for (int i = 0; i < kRows; ++i) {
            const V ai(kAdjacent ? a[i] : a[i * a_stride]);
#pragma GCC unroll 4
            for (int v = 0; v < kWidth; ++v) acc[i][v] = fma(ai, row[v], acc[i][v]);
        }
        b += b_step;
        a += kAdjacent ? a_stride : 1;
    };
    std::int64_t k = 0;
    for (; k < smaller(depth, kRows); ++k) {
        for (int x = 0; x < kWidth * kLanes; x += 16) __builtin_prefetch(out + (kRows + k) * ldo + x, 1);
        step();
    }
#pragma GCC unroll 2
    for (; k < depth; ++k) step();
#pragma GCC unroll 16
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 4
        for (int v = 0; v < kWidth; ++v) store(out + i * ldo + v * kLanes, acc[i][v]);
}

using SumTile = void (*)(std::int64_t, const float*, std::int64_t, const float*, std::int64_t, float*, std::int64_t,
                         bool) noexcept;
struct TileRows {
    SumTile of[kMR];  ///< by rows - 1
};
template <bool kAdjacent, int kWidth, int... kRowsMinusOne>
constexpr TileRows tile_rows(std::integer_sequence<int, kRowsMinusOne...>) {
    return {{sum_tile<kAdjacent, kWidth, kRowsMinusOne + 1>...}};
}
template <bool kAdjacent>
constexpr TileRows tile_rows(int width) {
    constexpr std::make_integer_sequence<int, kMR> kHeights;
    if (width == 1) return tile_rows<kAdjacent, 1>(kHeights);
    if (width == 2) return tile_rows<kAdjacent, 2>(kHeights);
    return tile_rows<kAdjacent, kVectors>(kHeights);
}
static_assert(kVectors <= 3);
/// By [adjacent][vectors - 1].
constexpr TileRows kTiles[2][3] = {{tile_rows<false>(1), tile_rows<false>(2), tile_rows<false>(3)},
                                   {tile_rows<true>(1), tile_rows<true>(2), tile_rows<true>(3)}};

/// Whether the sums are the result.
inline bool is_plain(const Gemm& g) {
    return !g.accumulate && g.bias == nullptr && g.activation == Activation::none && g.pre_activation == nullptr;
}

/// c = activation(sums + bias), or c += sums, on rows x cols; c's first column is column j of the
/// problem. sums may be c itself; beside C, its rows are readable up to a whole vector.
inline void finish(const Gemm& g, const float* sums, std::int64_t ld_sums, float* c, std::int64_t j, std::int64_t rows,
                   std::int64_t cols) noexcept {
    rows::with_constant(g.activation, [&](auto activation) {
        for (std::int64_t i = 0; i < rows; ++i) {
            float* const c_row = c + i * g.ldc;
            for_lanes(0, cols, [&](std::int64_t x, auto lanes) {
                V value = load(sums + i * ld_sums + x);
                if (g.bias != nullptr) value = value + load(g.bias + j + x, lanes);
                if (g.pre_activation != nullptr) store(g.pre_activation + (c_row - g.c) + x, value, lanes);
                put(c_row + x, g.accumulate, rows::activate<activation()>(value), lanes);
            });
        }
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
