// bench/ladder/rungs/product.hpp: a matrix product in register tiles, for the rungs of gemm and attention.
//
// A tile of C, 6 rows by 2 vectors, stays in 12 registers while k runs: for each k, 2 loads of B and 6 of A feed 12
// multiply-adds. They do not wait for each other, which one sum alone would.
#pragma once

#include "bench/ladder/rungs/vec.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

inline constexpr int kTileRows = 6;
inline constexpr std::int64_t kTileCols = 2 * kLanes;

/// A matrix with any strides: element (i, p) is at data[i * down + p * across]; its transpose has them swapped.
struct Strided {
    const float* data;
    std::int64_t down, across;

    Strided from(std::int64_t i, std::int64_t p) const { return {data + i * down + p * across, down, across}; }
};

/// C (+)= A B, for kRows rows and n <= kTileCols columns; kWhole: n is kTileCols. `fresh`: what C holds does not count.
template <int kRows, bool kWhole>
void tile(float* c, std::int64_t ldc, Strided a, const float* b, std::int64_t ldb, std::int64_t k, std::int64_t n,
          bool fresh) {
    const std::int64_t left = kWhole ? kLanes : smaller(n, kLanes), right = kWhole ? kLanes : n - left;
    Vec sums[kRows][2];
#pragma GCC unroll 6
    for (int i = 0; i < kRows; ++i) {
        sums[i][0] = fresh ? Vec{} : load(c + i * ldc, left);
        sums[i][1] = fresh ? Vec{} : load(c + i * ldc + left, right);
    }
    for (std::int64_t p = 0; p < k; ++p) {
        const Vec b0 = load(b + p * ldb, left), b1 = load(b + p * ldb + left, right);
#pragma GCC unroll 6
        for (int i = 0; i < kRows; ++i) {
            const Vec factor = all(a.data[i * a.down + p * a.across]);
            sums[i][0] = fma(factor, b0, sums[i][0]);
            sums[i][1] = fma(factor, b1, sums[i][1]);
        }
    }
#pragma GCC unroll 6
    for (int i = 0; i < kRows; ++i) {
        store(c + i * ldc, sums[i][0], left);
        store(c + i * ldc + left, sums[i][1], right);
    }
}

/// The tile for as many rows as there are, up to kRows.
template <int kRows = kTileRows>
void tile_of(std::int64_t rows, float* c, std::int64_t ldc, Strided a, const float* b, std::int64_t ldb, std::int64_t k,
             std::int64_t n, bool fresh) {
    if constexpr (kRows > 1)
        if (rows < kRows) return tile_of<kRows - 1>(rows, c, ldc, a, b, ldb, k, n, fresh);
    if (n == kTileCols)
        tile<kRows, true>(c, ldc, a, b, ldb, k, n, fresh);
    else
        tile<kRows, false>(c, ldc, a, b, ldb, k, n, fresh);
}

/// C (+)= A B, tile by tile: m x n, B's rows ldb apart. The columns of B that a tile needs serve all its rows of tiles.
inline void multiply(float* c, std::int64_t ldc, Strided a, const float* b, std::int64_t ldb, std::int64_t m,
                     std::int64_t n, std::int64_t k, bool fresh) {
    for (std::int64_t j = 0; j < n; j += kTileCols)
        for (std::int64_t i = 0; i < m; i += kTileRows)
            tile_of(smaller(kTileRows, m - i), c + i * ldc + j, ldc, a.from(i, 0), b + j, ldb, k,
                    smaller(kTileCols, n - j), fresh);
}

/// to (cols x rows) = the transpose of from (rows x cols).
inline void transpose(float* to, const float* from, std::int64_t rows, std::int64_t cols) {
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < cols; ++j) to[j * rows + i] = from[i * cols + j];
}

}  // namespace
}  // namespace vitro::bench::ladder::VITRO_ISA
