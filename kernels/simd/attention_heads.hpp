// kernels/simd/attention_heads.hpp: what forward and backward share: one head of one batch entry, a block of its
// queries and a block of its keys, and products with operands packed as in gemm_pack.hpp.
//
// A head's keys and values are packed once; every product is the register tile of the gemm with nothing around it. A
// block of queries meets a block of keys at a time, so that their scores stay in the nearest caches, and memory grows
// with the length of a sequence, not with its square (Dao et al. 2022, "FlashAttention").
#pragma once

#include "kernels/simd/attention_space.hpp"
#include "kernels/simd/gemm_pack.hpp"
#include "kernels/simd/gemm_tile.hpp"
#include "kernels/simd/mask_rows.hpp"
#include "kernels/simd/philox_lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// One head of one batch entry.
struct Head {
    const Attention& p;
    std::int64_t batch, head;
    std::int64_t entry;         ///< of the keys and values
    RowMask first{0, nullptr};  ///< of query 0, without causality: rows differ by that and by where their bytes are
    std::int64_t seen = 0;      ///< keys up to the last one that a query sees: the last query sees most

    Head(const Attention& problem, std::int64_t task)
        : p(problem),
          batch(task / problem.heads),
          head(task % problem.heads),
          entry(problem.entries == nullptr ? batch : problem.entries[batch]) {
        if (p.queries == 0) return;
        MaskView mask = p.mask;
        mask.causal = false;
        first = row_mask(mask, row(0), p.keys);
        seen = this->mask(p.queries - 1).limit;
    }

    template <class T>
    auto at(const T& x, std::int64_t t) const {
        return x.data + batch * x.batch_stride + t * x.row_stride + head * p.width;
    }
    Operand keys_of(const AttentionOperand& x) const {
        return {x.data + entry * x.batch_stride + head * p.width, x.row_stride, 1};
    }
    std::int64_t row(std::int64_t i) const { return (batch * p.heads + head) * p.queries + i; }
    RowMask mask(std::int64_t i) const {
        const std::int64_t before = p.mask.causal ? larger(0, i + p.mask.causal_offset + 1) : p.keys;
        return {smaller(first.limit, before),
                first.allowed == nullptr ? nullptr : first.allowed + i * p.mask.allowed_query_stride};
    }

    /// The rows that are seen, packed so that a product sums over their width (`across`) or over them.
    void pack_across(float* to, const AttentionOperand& x) const { pack_strips(to, keys_of(x), seen, p.width); }
    void pack_along(float* to, const AttentionOperand& x) const {
        pack_strips(to, {keys_of(x).data, 1, x.row_stride}, p.width, seen);
    }
};

/// Queries begin .. begin + rows, and the keys that the last of them may see: no other sees more.
struct Queries {
    std::int64_t begin, rows, seen;
    Queries(const Head& h, std::int64_t from)
        : begin(from), rows(smaller(kBlockRows, h.p.queries - from)), seen(h.mask(from + rows - 1).limit) {}
};

/// Keys begin .. begin + cols of those that a block of queries sees.
struct Keys {
    std::int64_t begin, cols;
    Keys(const Queries& queries, std::int64_t from) : begin(from), cols(smaller(kBlockKeys, queries.seen - from)) {}
    /// A row's mask, counted from the block's first key.
    RowMask of(RowMask row) const {
        return {smaller(cols, larger(0, row.limit - begin)), row.allowed == nullptr ? nullptr : row.allowed + begin};
    }
};

/// body(keys) for the blocks of keys that the queries see.
template <class Body>
inline void for_each_keys(const Queries& queries, const Body& body) {
    for (std::int64_t j = 0; j < queries.seen; j += kBlockKeys) body(Keys(queries, j));
}

/// out (rows x cols, written in whole vectors) = a times the first `cols` columns and `depth` steps of what was packed
/// in `packed_depth` steps; with `resume` added to what stands in out.
inline void times(float* out, std::int64_t step, bool resume, Operand a, const float* strips, std::int64_t packed_depth,
                  std::int64_t rows, std::int64_t cols, std::int64_t depth) {
    if (rows <= 0) return;
    const std::int64_t height = divide_up(rows, divide_up(rows, kMR));
    const bool adjacent = a.across == 1;
    for (std::int64_t j = 0; j < cols; j += kNR) {
        const TileRows& tiles = kTiles[adjacent][divide_up(smaller(kNR, cols - j), kLanes) - 1];
        for (std::int64_t i = 0; i < rows; i += height)
            tiles.of[smaller(height, rows - i) - 1](depth, a.at(i, 0).data, adjacent ? a.along : a.across,
                                                    strips + j * packed_depth, kNR, out + i * step + j, step, resume);
    }
}

/// A block's products with its keys, or with their values, packed `across`: out = rows x^T.
inline void times_across(const Attention& p, const Space& space, float* out, const float* rows, const float* across,
                         const Queries& queries, const Keys& keys) {
    times(out, space.score_step, false, {rows, space.row_step, 1}, across + keys.begin * p.width, p.width, queries.rows,
          keys.cols, p.width);
}

/// A block's rows of x, times `factor`, side by side: where they lie, a head's width of each is far from the next, and
/// few of them share the nearest cache.
inline void copy_rows(const Head& h, float* to, std::int64_t step, const AttentionOperand& x, const Queries& queries,
                      float factor) {
    for (std::int64_t i = 0; i < queries.rows; ++i) {
        const float* const from = h.at(x, queries.begin + i);
        for_lanes(0, h.p.width,
                  [&](std::int64_t w, auto lanes) { store(to + i * step + w, load(from + w, lanes) * V(factor)); });
    }
}

/// target's rows from t on = factor * rows (+ target).
inline void put_rows(const Head& h, const AttentionTarget& target, std::int64_t t, std::int64_t count,
                     const float* rows, std::int64_t step, float factor = 1) {
    for (std::int64_t i = 0; i < count; ++i) {
        float* const to = h.at(target, t + i);
        for_lanes(0, h.p.width, [&](std::int64_t w, auto lanes) {
            put(to + w, target.accumulate, load(rows + i * step + w) * V(factor), lanes);
        });
    }
}

/// Dropout's factors for a block of pairs. They are numbered along a row and on into the next: short rows are made in
/// one go, of long ones only what is seen.
inline void make_factors(const Head& h, const Space& space, const Queries& queries, const Keys& keys) {
    const std::int64_t first = h.row(queries.begin) * h.p.keys + keys.begin;
    if (space.factor_step == h.p.keys)
        return dropout_factors(space.factors, h.p.dropout, first, queries.rows * h.p.keys);
    for (std::int64_t i = 0; i < queries.rows; ++i)
        dropout_factors(space.factors + i * space.factor_step, h.p.dropout, first + i * h.p.keys, keys.cols);
}

/// body(head, space) for every head of every batch entry; `products` is the number of matrix products in it. A cache's
/// capacity is no work: of causal keys those count that the last query sees.
template <class Scratch, class Body>
inline void for_each_head(const Attention& p, std::int64_t products, const Body& body) {
    const std::int64_t keys = p.mask.causal ? larger(0, smaller(p.keys, p.queries + p.mask.causal_offset)) : p.keys;
    const std::int64_t work = 2 * products * p.batch * p.heads * p.queries * keys * p.width;
    parallel_for(p.batch * p.heads, work, [&](std::int64_t begin, std::int64_t end, int thread) {
        const Scratch space(p, p.workspace + thread * Scratch(p, nullptr).size);
        for (std::int64_t task = begin; task < end; ++task) body(Head(p, task), space);
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
