// kernels/simd/attention_heads.hpp: what forward and backward share: a thread's part of the workspace, one head of one
// batch entry, a block of its queries, and products with operands packed as in gemm_pack.hpp.
//
// A head is a small problem (15 x 32 numbers for a sentence of 15 words), so its keys and values are packed whole,
// once, and every product is the register tile of the gemm with nothing around it. Queries come in blocks, so that a
// block's scores stay in L2 however long the sequence is.
#pragma once

#include "kernels/simd/gemm_pack.hpp"
#include "kernels/simd/gemm_tile.hpp"
#include "kernels/simd/mask_rows.hpp"
#include "kernels/simd/philox_lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

constexpr std::int64_t kBlockRows = 32 / kMR * kMR;

/// A thread's part of the workspace. Rows are padded to whole vectors, strips to whole strips; x_across is x^T, so that
/// a product sums over the head's width, x_along is x, so that it sums over time.
struct Space {
    std::int64_t row_step, score_step;      ///< from row to row of what is as wide as a head, of scores
    float *keys_across, *keys_along;        ///< strips
    float *values_across, *values_along;    ///< strips
    float *queries_along, *upstream_along;  ///< strips of one block: the queries, the output's gradient
    float *scores, *gradients;              ///< [kBlockRows, keys]
    float* factors;                         ///< dropout's, [kBlockRows, keys] without padding
    float* rows;                            ///< [kBlockRows, width]
    float *key_gradient, *value_gradient;   ///< [keys, width]
    std::int64_t size = 0;                  ///< of all this

    Space(const Attention& p, float* begin) {
        row_step = round_up(p.width, kLanes);
        score_step = round_up(p.keys, kLanes) + kLanes;  // never a power of two, which would crowd one cache set
        const auto take = [&](std::int64_t count) {
            float* const from = begin == nullptr ? nullptr : begin + size;
            size += count;
            return from;
        };
        keys_across = take(round_up(p.keys, kNR) * p.width);
        values_across = take(round_up(p.keys, kNR) * p.width);
        keys_along = take(round_up(p.width, kNR) * p.keys);
        values_along = take(round_up(p.width, kNR) * p.keys);
        queries_along = take(round_up(p.width, kNR) * kBlockRows);
        upstream_along = take(round_up(p.width, kNR) * kBlockRows);
        scores = take(kBlockRows * score_step);
        gradients = take(kBlockRows * score_step);
        factors = take(kBlockRows * p.keys + kLanes);
        rows = take(kBlockRows * row_step);
        key_gradient = take(p.keys * row_step);
        value_gradient = take(p.keys * row_step);
    }
};

/// One head of one batch entry.
struct Head {
    const Attention& p;
    std::int64_t batch, head;
    RowMask first{0, nullptr};  ///< of query 0, without causality: rows differ by that and by where their bytes are

    Head(const Attention& problem, std::int64_t task)
        : p(problem), batch(task / problem.heads), head(task % problem.heads) {
        MaskView mask = p.mask;
        mask.causal = false;
        if (p.queries > 0) first = row_mask(mask, row(0), p.keys);
    }

    template <class T>
    auto at(const T& x, std::int64_t t) const {
        return x.data + batch * x.batch_stride + t * x.row_stride + head * p.width;
    }
    std::int64_t row(std::int64_t i) const { return (batch * p.heads + head) * p.queries + i; }
    RowMask mask(std::int64_t i) const {
        const std::int64_t seen = p.mask.causal ? larger(0, i + p.mask.causal_offset + 1) : p.keys;
        return {smaller(first.limit, seen),
                first.allowed == nullptr ? nullptr : first.allowed + i * p.mask.allowed_query_stride};
    }

    /// Rows from t on, as the lines of a product, and packed so that the product sums over their width or over them.
    Operand lines(const AttentionOperand& x, std::int64_t t) const { return {at(x, t), x.row_stride, 1}; }
    void pack_across(float* to, const AttentionOperand& x) const { pack_strips(to, lines(x, 0), p.keys, p.width); }
    void pack_along(float* to, const AttentionOperand& x, std::int64_t t, std::int64_t count) const {
        pack_strips(to, {at(x, t), 1, x.row_stride}, p.width, count);
    }
};

/// Queries begin .. begin + rows, and the columns that the last of them may see: no other sees more.
struct Block {
    std::int64_t begin, rows, cols;
    Block(const Head& h, std::int64_t from)
        : begin(from), rows(smaller(kBlockRows, h.p.queries - from)), cols(h.mask(from + rows - 1).limit) {}
};

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

/// target's rows from t on = rows (+ target).
inline void put_rows(const Head& h, const AttentionTarget& target, std::int64_t t, std::int64_t count,
                     const float* rows, std::int64_t step) {
    for (std::int64_t i = 0; i < count; ++i) {
        float* const to = h.at(target, t + i);
        for_lanes(0, h.p.width, [&](std::int64_t w, auto lanes) {
            put(to + w, target.accumulate, load(rows + i * step + w), lanes);
        });
    }
}

/// Dropout's factors for the block's rows. They are numbered along a row and on into the next: short rows are made in
/// one go, of long ones only what is seen.
inline void make_factors(const Head& h, const Block& block, float* factors) {
    if (h.p.keys <= 8 * kGroup)
        return dropout_factors(factors, h.p.dropout, h.row(block.begin) * h.p.keys, block.rows * h.p.keys);
    for (std::int64_t i = 0; i < block.rows; ++i)
        dropout_factors(factors + i * h.p.keys, h.p.dropout, h.row(block.begin + i) * h.p.keys, block.cols);
}

/// The score times `scale`, -infinity where the mask forbids column j.
template <class Lanes>
inline V masked_score(const float* score, V scale, RowMask mask, std::int64_t j, Lanes lanes) {
    const V value = load(score + j) * scale;
    if (mask.allowed == nullptr) return value;
    return xsimd::select(allowed_lanes(mask.allowed + j, lanes), value, V(-kInfinity));
}

/// body(head, space) for every head of every batch entry; `products` is the number of matrix products in it.
template <class Body>
inline void for_each_head(const Attention& p, std::int64_t products, const Body& body) {
    const std::int64_t work = 2 * products * p.batch * p.heads * p.queries * p.keys * p.width;
    parallel_for(p.batch * p.heads, work, [&](std::int64_t begin, std::int64_t end, int thread) {
        const Space space(p, p.workspace + thread * Space(p, nullptr).size);
        for (std::int64_t task = begin; task < end; ++task) body(Head(p, task), space);
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
