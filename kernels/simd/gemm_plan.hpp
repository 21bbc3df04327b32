// kernels/simd/gemm_plan.hpp: how the five loops of a matrix product (see gemm.hpp) cut a problem of some size.
#pragma once

#include "kernels/simd/gemm.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

struct Range {
    std::int64_t first, last;
    std::int64_t size() const { return last - first; }
};
/// Part `index` of `parts` nearly equal ones of 0 .. total, in whole multiples of `grain`.
inline Range part_of(std::int64_t total, std::int64_t grain, std::int64_t index, std::int64_t parts) {
    const std::int64_t size = round_up(divide_up(total, parts), grain);
    return {smaller(index * size, total), smaller((index + 1) * size, total)};
}

/// How the loops run for a problem of this size. None of it changes a result's bits.
struct Plan {
    bool pack_a, pack_b;
    bool use_panel;                     ///< B's strips are used by several tasks: packed once for all of them
    std::int64_t panel_cols;            ///< NC
    std::int64_t row_parts, col_parts;  ///< tasks: blocks of rows (of MC or less) x ranges of columns
};

inline Plan plan_for(const Gemm& g, int team) {
    const std::int64_t l2 = cpu().l2 > 0 ? cpu().l2 : std::int64_t{256} << 10;
    // Five eighths of L2 for A's block: the rest is for strips of B on their way, and C. Half made two blocks of 256
    // rows (Zen 3, 512 KB), which cost 256x3072x768 a tenth.
    const std::int64_t floats = smaller(kBlockFloats - kLanes, l2 * 5 / 8 / static_cast<std::int64_t>(sizeof(float)));
    const std::int64_t block_rows = larger(1, floats / kKC / kMR) * kMR;
    Plan plan{};
    plan.pack_a = g.n > kUnpackedCols;
    plan.pack_b = g.m > kUnpackedRows || (g.m > 2 * kMR && g.n * g.k > kSmallB);
    plan.row_parts = divide_up(g.m, block_rows);
    plan.col_parts = 1;
    if (plan.row_parts == 1 && g.n >= team * 2 * kNR)
        plan.col_parts = team;  // each thread packs its own strips, and nobody waits
    else
        plan.row_parts = smaller(round_up(plan.row_parts, team), divide_up(g.m, kMR));
    plan.use_panel = plan.pack_b && plan.row_parts > 1;
    plan.panel_cols = plan.use_panel ? kPanelFloats / kKC / kNR * kNR : g.n;
    return plan;
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
