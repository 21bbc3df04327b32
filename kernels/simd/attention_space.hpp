// kernels/simd/attention_space.hpp: how large the blocks of attention are, and what a thread keeps in its part of the
// workspace.
//
// A block of queries times a block of keys: 60 x 128 scores are 30 KB. Both are long enough that a tile's start and end
// are small beside its sum, over a block's keys forwards, over its queries backwards; twice as many of either measured
// no faster.
#pragma once

#include "kernels/simd/gemm.hpp"
#include "kernels/simd/philox_lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

constexpr std::int64_t kBlockRows = 60 / kMR * kMR;   ///< queries
constexpr std::int64_t kBlockKeys = 128 / kNR * kNR;  ///< whole strips

/// A thread's part of the workspace. Rows are padded to whole vectors, strips to whole strips; x_across is x^T, so that
/// a product sums over the head's width, x_along is x, so that it sums over time.
struct Space {
    std::int64_t row_step, score_step, factor_step;  ///< from row to row of what is as wide as a head, of scores, ...
    float *keys_across, *keys_along;                 ///< strips
    float *values_across, *values_along;             ///< strips
    float *queries, *upstream;                       ///< a block's rows of the queries, of the output's gradient
    float *queries_along, *upstream_along;           ///< the same in strips
    float *scores, *gradients, *factors;             ///< a block's queries x its keys
    float* rows;                                     ///< a block's queries x width
    float *key_gradient, *value_gradient;            ///< [keys, width]
    std::int64_t size = 0;                           ///< of all this

    Space(const Attention& p, float* begin) {
        const std::int64_t block_rows = smaller(kBlockRows, p.queries), block_keys = smaller(kBlockKeys, p.keys);
        row_step = round_up(p.width, kLanes);
        score_step = round_up(block_keys, kLanes) + kLanes;  // never a power of two, which would crowd one cache set
        factor_step = p.keys <= smaller(kBlockKeys, 8 * kGroup) ? p.keys : score_step;
        const auto take = [&](std::int64_t count) {
            float* const from = begin == nullptr ? nullptr : begin + size;
            size += count;
            return from;
        };
        keys_across = take(round_up(p.keys, kNR) * p.width);
        values_across = take(round_up(p.keys, kNR) * p.width);
        keys_along = take(round_up(p.width, kNR) * p.keys);
        values_along = take(round_up(p.width, kNR) * p.keys);
        queries = take(block_rows * row_step);
        upstream = take(block_rows * row_step);
        queries_along = take(round_up(p.width, kNR) * block_rows);
        upstream_along = take(round_up(p.width, kNR) * block_rows);
        scores = take(block_rows * score_step);
        gradients = take(block_rows * score_step);
        factors = take(block_rows * score_step + kLanes);
        rows = take(block_rows * row_step);
        key_gradient = take(p.keys * row_step);
        value_gradient = take(p.keys * row_step);
    }
};

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
