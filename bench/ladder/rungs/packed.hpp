// bench/ladder/rungs/packed.hpp: the product of large matrices: blocks that fit the caches, copied into the order in
// which the tiles read them (Goto and van de Geijn 2008).
//
// A block of A (kTall x kDepth) stays in the second cache, a strip of B (kDepth x kTileCols) in the first. Copied, both
// are read from front to back: no strides, so no cache lines used in part and no pages beyond what the TLB holds.
#pragma once

#include "bench/ladder/rungs/product.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

inline constexpr std::int64_t kDepth = 256, kTall = 96, kWide = 1024;
static_assert(kTall % kTileRows == 0 && kWide % kTileCols == 0);
static_assert(sizeof(float) * kDepth * (kTall + kWide) <= kernels::kScratchBytes);

/// Strips of kTileRows rows; within a strip, column by column. What a strip lacks in rows stays as it is.
inline void pack_a(float* to, Strided a, std::int64_t rows, std::int64_t depth) {
    for (std::int64_t i = 0; i < rows; i += kTileRows)
        for (std::int64_t p = 0; p < depth; ++p, to += kTileRows)
            for (std::int64_t r = 0; r < smaller(kTileRows, rows - i); ++r)
                to[r] = a.data[(i + r) * a.down + p * a.across];
}

/// Strips of kTileCols columns; within a strip, row by row.
inline void pack_b(float* to, Strided b, std::int64_t depth, std::int64_t cols) {
    for (std::int64_t j = 0; j < cols; j += kTileCols)
        for (std::int64_t p = 0; p < depth; ++p, to += kTileCols)
            for (std::int64_t r = 0; r < smaller(kTileCols, cols - j); ++r)
                to[r] = b.data[p * b.down + (j + r) * b.across];
}

/// C = A B, m x n, in the scratch of the given thread. A and B may be transposes: only packing sees their strides.
inline void multiply_packed(float* c, std::int64_t ldc, Strided a, Strided b, std::int64_t m, std::int64_t n,
                            std::int64_t k, int thread) {
    float* const packed_a = static_cast<float*>(kernels::scratch(thread));
    float* const packed_b = packed_a + kTall * kDepth;
    for (std::int64_t j0 = 0; j0 < n; j0 += kWide)
        for (std::int64_t p0 = 0; p0 < k; p0 += kDepth) {
            const std::int64_t wide = smaller(kWide, n - j0), depth = smaller(kDepth, k - p0);
            pack_b(packed_b, b.from(p0, j0), depth, wide);
            for (std::int64_t i0 = 0; i0 < m; i0 += kTall) {
                const std::int64_t tall = smaller(kTall, m - i0);
                pack_a(packed_a, a.from(i0, p0), tall, depth);
                for (std::int64_t j = 0; j < wide; j += kTileCols)
                    for (std::int64_t i = 0; i < tall; i += kTileRows)
                        tile_of(smaller(kTileRows, tall - i), c + (i0 + i) * ldc + j0 + j, ldc,
                                Strided{packed_a + i * depth, 1, kTileRows}, packed_b + j * depth, kTileCols, depth,
                                smaller(kTileCols, wide - j), p0 == 0);
            }
        }
}

/// The same by all threads: each has rows of C for itself, a multiple of a tile's.
inline void multiply_threaded(float* c, std::int64_t ldc, Strided a, Strided b, std::int64_t m, std::int64_t n,
                              std::int64_t k) {
    const std::int64_t strips = (m + kTileRows - 1) / kTileRows;
    kernels::parallel_for(strips, 2 * m * n * k, [&](std::int64_t begin, std::int64_t end, int thread) {
        const std::int64_t first_row = begin * kTileRows, rows = smaller(end * kTileRows, m) - first_row;
        multiply_packed(c + first_row * ldc, ldc, a.from(first_row, 0), b, rows, n, k, thread);
    });
}

}  // namespace
}  // namespace vitro::bench::ladder::VITRO_ISA
