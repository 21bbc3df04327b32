// kernels/simd/attention_few.hpp: attention of a few queries, as a step of decoding has one for each sequence.
//
// Each key and value is used once for each of them: to pack it would cost more than to use it. So scores are inner
// products with the keys where they lie, and the values go straight into the register tile. All scores of a query are
// there before the first value, so the greatest is known, and nothing ever shrinks.
#pragma once

#include "kernels/simd/attention_softmax.hpp"
#include "kernels/simd/gemm_rows.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// A tile reads rows of values in whole vectors, so a head must be some of these.
inline bool few_apply(const Attention& p) {
    return p.queries >= 1 && p.queries <= kFew && p.width % kLanes == 0 && p.dropout.probability == 0;
}

/// A thread's part of the workspace.
struct FewSpace {
    std::int64_t score_step;  ///< from query to query
    float* scores;            ///< queries x keys
    float *queries, *rows;    ///< queries x width: times the scale; the sums of weighted values
    std::int64_t size;

    FewSpace(const Attention& p, float* begin) {
        const std::int64_t rows_size = kFew * round_up(p.width, kLanes);
        score_step = round_up(p.keys, kLanes) + kLanes;
        size = kFew * score_step + 2 * rows_size;
        scores = begin;
        queries = begin == nullptr ? nullptr : begin + kFew * score_step;
        rows = begin == nullptr ? nullptr : queries + rows_size;
    }
};

/// Scores of the keys that the last query sees; the others' do not reach them.
inline void few_scores(const AttentionForward& p, const Head& h, const FewSpace& space) {
    constexpr decltype(&dot_lines<1>) kDots[kFew] = {dot_lines<1>, dot_lines<2>, dot_lines<3>, dot_lines<4>};
    const Operand keys = h.keys_of(p.key);
    kDots[p.queries - 1](p.width, space.queries, p.width, keys.data, keys.across, h.seen, space.scores,
                         space.score_step, 1);
}

inline void few_values(const AttentionForward& p, const Head& h, const FewSpace& space) {
    const Operand values = h.keys_of(p.value);
    for (std::int64_t j = 0; j < p.width; j += kNR) {
        const TileRows& tiles = kTiles[false][smaller(kNR, p.width - j) / kLanes - 1];
        tiles.of[p.queries - 1](h.seen, space.scores, space.score_step, values.data + j, values.across, space.rows + j,
                                p.width, false);
    }
}

inline void put_few_weights(const AttentionForward& p, const Head& h, const FewSpace& space, const Seen& seen) {
    for (std::int64_t i = 0; i < p.queries; ++i) {
        float* const to = p.weights + h.row(i) * p.keys;
        const float* const row = space.scores + i * space.score_step;
        for_lanes(0, h.seen,
                  [&](std::int64_t j, auto lanes) { store(to + j, load(row + j) * V(seen.total[i]), lanes); });
        clear(to + h.seen, to + p.keys);
    }
}

inline void attend_few(const AttentionForward& p, const Head& h, const FewSpace& space) {
    const Queries queries(h, 0);
    Seen seen;
    copy_rows(h, space.queries, p.width, p.query, queries, p.scale);
    few_scores(p, h, space);
    for (std::int64_t i = 0; i < p.queries; ++i) {
        float* const row = space.scores + i * space.score_step;
        const RowMask mask = h.mask(i);
        seen.greatest[i] = -kInfinity, seen.total[i] = 0;
        const Standing so_far{seen.greatest[i], seen.total[i], space.rows, 0};
        split_on(mask.allowed != nullptr, [&](auto with_bytes) { see_row<decltype(with_bytes)>(row, mask, so_far); });
        clear(row + mask.limit, row + h.seen);
    }
    few_values(p, h, space);
    put_logsumexp(p, h, queries, seen);
    for (std::int64_t i = 0; i < p.queries; ++i)
        put_rows(h, p.output, i, 1, space.rows + i * p.width, p.width, seen.total[i]);
    if (p.weights != nullptr) put_few_weights(p, h, space, seen);
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
