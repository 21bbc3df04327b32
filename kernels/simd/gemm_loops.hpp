// kernels/simd/gemm_loops.hpp: the five loops around the register tile (see gemm.hpp).
//
// One nest serves every size. What is small, or used too seldom to repay a copy, is read where it lies: A by the tile's
// own strides, B in whole vectors. What is left of B's last strip and a transposed B are always packed: the tile loads
// whole vectors.
#pragma once

#include "kernels/simd/gemm_pack.hpp"
#include "kernels/simd/gemm_plan.hpp"
#include "kernels/simd/gemm_tile.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// A run of k. Sums go on from what stands in C (`resume`), and are finished after the last run.
struct Chunk {
    std::int64_t first, depth;
    bool resume, last;
};

/// B's columns j .. as the tile reads them.
struct Strip {
    const float* data;
    std::int64_t step;
};

inline void copy_tile(float* to, std::int64_t ld_to, const float* from, std::int64_t ld_from, std::int64_t rows,
                      std::int64_t cols) {
    for (std::int64_t i = 0; i < rows; ++i)
        for_lanes(0, cols, [&](std::int64_t x, auto lanes) {
            store(to + i * ld_to + x, load(from + i * ld_from + x, lanes), lanes);
        });
}

/// The tile of C at rows i .., columns j ... Sums stand in C itself if they may: whole vectors, and nothing to keep.
inline void tile(const Gemm& g, const Chunk& chunk, Operand a, Strip b, Range rows, Range cols) {
    alignas(64) float beside[kMR * kNR];
    float* const c = g.c + rows.first * g.ldc + cols.first;
    const std::int64_t vectors = divide_up(cols.size(), kLanes);
    const bool in_place = cols.size() == vectors * kLanes && !g.accumulate;
    float* const sums = in_place ? c : beside;
    const std::int64_t ld = in_place ? g.ldc : kNR;
    if (chunk.resume && !in_place) copy_tile(sums, ld, c, g.ldc, rows.size(), cols.size());
    const bool adjacent = a.across == 1;
    kTiles[adjacent][vectors - 1].of[rows.size() - 1](chunk.depth, a.data, adjacent ? a.along : a.across, b.data,
                                                      b.step, sums, ld, chunk.resume);
    if (chunk.last && !(in_place && is_plain(g)))
        finish(g, sums, ld, c, cols.first, rows.size(), cols.size());
    else if (!in_place)
        copy_tile(c, g.ldc, sums, ld, rows.size(), cols.size());
}

/// Where the strip at column j is to be read: in the panel, if there is one (it starts with the first of `cols`), in
/// place, or in a copy made now. Copies are made of a group of strips at a time.
inline Strip strip_at(const Gemm& g, const Plan& plan, const Chunk& chunk, Range cols, std::int64_t j,
                      const float* panel, int thread) {
    const Operand b = right(g).at(j, chunk.first);
    if (panel != nullptr) return {panel + (j - cols.first) * chunk.depth, kNR};
    const bool grouped = plan.pack_b || b.across != 1;
    if (!grouped && smaller(kNR, cols.last - j) % kLanes == 0) return {b.data, b.along};
    const std::int64_t strip = grouped ? (j - cols.first) / kNR % kStripGroup : 0;
    if (strip == 0) pack_strips(strip_of(thread), b, smaller(kStripGroup * kNR, cols.last - j), chunk.depth);
    return {strip_of(thread) + strip * kNR * chunk.depth, kNR};
}

/// Asks for one of `parts` parts of a strip, so that L2 has it when its turn comes. A panel lies in L3 or beyond, which
/// the first tile of a strip would wait for.
inline void prefetch_strip(const float* strip, std::int64_t size, std::int64_t part, std::int64_t parts) {
    constexpr std::int64_t kLine = 16;
    const std::int64_t lines = divide_up(size, parts * kLine);
    for (std::int64_t x = part * lines; x < (part + 1) * lines; ++x) __builtin_prefetch(strip + x * kLine, 0, 2);
}

/// Rows x cols of C over a chunk of K: the two innermost loops.
inline void block(const Gemm& g, const Plan& plan, const Chunk& chunk, Range rows, Range cols, const float* panel,
                  int thread) {
    const std::int64_t height = divide_up(rows.size(), divide_up(rows.size(), kMR)), pack_size = kMR * chunk.depth,
                       tiles = divide_up(rows.size(), height);
    const Operand a = left(g).at(rows.first, chunk.first);
    float* const packs = block_of(thread);
    if (plan.pack_a)
        for (std::int64_t i = 0; i < rows.size(); i += height)
            pack<kMR>(packs + i / height * pack_size, a.at(i, 0), smaller(height, rows.size() - i), chunk.depth);
    for (std::int64_t j = cols.first; j < cols.last; j += kNR) {
        const Strip strip = strip_at(g, plan, chunk, cols, j, panel, thread);
        for (std::int64_t i = 0; i < rows.size(); i += height) {
            if (panel != nullptr) prefetch_strip(strip.data + kNR * chunk.depth, kNR * chunk.depth, i / height, tiles);
            const Operand lines = plan.pack_a ? Operand{packs + i / height * pack_size, 1, kMR} : a.at(i, 0);
            tile(g, chunk, lines, strip, {rows.first + i, smaller(rows.first + i + height, rows.last)},
                 {j, smaller(j + kNR, cols.last)});
        }
    }
}

/// Columns `cols` of C over a chunk of K: B's panel is packed by the whole crew, then its blocks are shared out.
inline void panel(const Gemm& g, const Plan& plan, const Chunk& chunk, Range cols, Crew crew) {
    float* const packed = plan.use_panel ? panel_of(crew.owner()) : nullptr;
    if (plan.use_panel)
        crew.share(divide_up(cols.size(), kStripGroup * kNR), cols.size() * chunk.depth,
                   [&](std::int64_t begin, std::int64_t end, int) {
                       const std::int64_t first = begin * kStripGroup * kNR,
                                          last = smaller(end * kStripGroup * kNR, cols.size());
                       for (std::int64_t j = first; j < last; j += kStripGroup * kNR)
                           pack_strips(packed + j * chunk.depth, right(g).at(cols.first + j, chunk.first),
                                       smaller(kStripGroup * kNR, last - j), chunk.depth);
                   });
    crew.share(plan.row_parts * plan.col_parts, 2 * g.m * cols.size() * chunk.depth,
               [&](std::int64_t begin, std::int64_t end, int thread) {
                   for (std::int64_t task = begin; task < end; ++task) {
                       const Range rows = part_of(g.m, kMR, task / plan.col_parts, plan.row_parts);
                       const Range own = part_of(cols.size(), kNR, task % plan.col_parts, plan.col_parts);
                       if (rows.size() > 0 && own.size() > 0)
                           block(g, plan, chunk, rows, {cols.first + own.first, cols.first + own.last},
                                 packed ? packed + own.first * chunk.depth : nullptr, thread);
                   }
               });
}

/// A product so small that nothing is packed but what must be: the two innermost loops, by rows when threads pay.
inline void small_product(const Gemm& g, Crew crew) {
    const std::int64_t work = 2 * g.m * g.n * g.k, parts = work >= kSharedWork ? crew.size() : 1;
    crew.share(parts, work, [&](std::int64_t begin, std::int64_t end, int thread) {
        for (std::int64_t part = begin; part < end; ++part)
            if (const Range rows = part_of(g.m, 1, part, parts); rows.size() > 0)
                block(g, Plan{}, {0, g.k, false, true}, rows, {0, g.n}, nullptr, thread);
    });
}

/// The two outermost loops. With `accumulate`, K must not be longer than KC: the sums would stand in C meanwhile.
inline void five_loops(const Gemm& g, Crew crew) {
    if (g.m <= kUnpackedRows && g.n <= kUnpackedCols && g.k <= kKC && g.n * g.k <= kSmallB)
        return small_product(g, crew);
    const Plan plan = plan_for(g, crew.size());
    for (std::int64_t j = 0; j < g.n; j += plan.panel_cols)
        for (std::int64_t k = 0; k == 0 || k < g.k; k += kKC)
            panel(g, plan, {k, smaller(kKC, g.k - k), k > 0, k + kKC >= g.k}, {j, smaller(j + plan.panel_cols, g.n)},
                  crew);
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
