// kernels/simd/attention.cpp: scaled dot-product attention, a head of a batch entry at a time (formulas: the
// reference).
//
// A task packs its head's keys and values once, then takes a block of queries at a time: their scores, the softmax row
// by row, the weighted sum of values. Columns behind the last one that a block's queries may see are never computed.
#include "kernels/simd/attention_heads.hpp"
#include "kernels/simd/exp.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// All lanes but the first n become -infinity.
inline V forbid_behind(V value, All) {
    return value;
}
inline V forbid_behind(V value, First lanes) {
    return xsimd::select(keep(V(1.0F), lanes) > V(0.0F), value, V(-kInfinity));
}

/// What makes a row's logsumexp: log(total) + greatest, with total = sum exp(s - greatest); 0 and 0 for no key.
struct RowSums {
    alignas(64) float greatest[kBlockRows + kLanes], total[kBlockRows + kLanes];
};

/// Whether every score is -infinity. Otherwise a maximum of -infinity hides a NaN, which maxima may pass over.
bool sees_nothing(const float* row, std::int64_t limit) {
    for (std::int64_t j = 0; j < limit; ++j)
        if (!(row[j] == -kInfinity)) return false;
    return true;
}

/// The softmax of a row that fits kWidth registers. In memory it would wait for itself twice.
template <int kWidth>
void softmax_short(float* row, V scale, RowMask mask, float& greatest, float& total) {
    const First behind{mask.limit - (kWidth - 1) * kLanes};
    V x[kWidth];
#pragma GCC unroll 4
    for (int v = 0; v < kWidth; ++v)
        x[v] = v + 1 < kWidth ? masked_score(row, scale, mask, v * kLanes, All{})
                              : forbid_behind(masked_score(row, scale, mask, v * kLanes, behind), behind);
    V most = x[0];
#pragma GCC unroll 4
    for (int v = 1; v < kWidth; ++v) most = xsimd::max(most, x[v]);
    greatest = reduce_max(most);
    if (greatest == -kInfinity) {
#pragma GCC unroll 4
        for (int v = 0; v < kWidth; ++v) store(row + v * kLanes, x[v]);
        if (sees_nothing(row, mask.limit)) {
            greatest = total = 0;
            return clear(row, row + mask.limit);
        }
    }
    V sum(0.0F);
#pragma GCC unroll 4
    for (int v = 0; v < kWidth; ++v) {
        x[v] = exp_bounded(x[v] - V(greatest));
        sum = sum + x[v];
    }
    total = reduce_add(sum);
    const V inverse(1 / total);
#pragma GCC unroll 4
    for (int v = 0; v < kWidth; ++v) store(row + v * kLanes, x[v] * inverse);
}

void softmax_long(float* row, V scale, RowMask mask, float& greatest, float& total) {
    greatest = max_over(mask.limit, [&](std::int64_t j, auto lanes) {
        const V score = masked_score(row, scale, mask, j, lanes);
        store(row + j, score);
        return forbid_behind(score, lanes);
    });
    if (greatest == -kInfinity && sees_nothing(row, mask.limit)) {
        greatest = total = 0;
        return clear(row, row + mask.limit);
    }
    total = static_cast<float>(sum_over(mask.limit, [&](std::int64_t j, auto) {
        const V weight = exp_bounded(load(row + j) - V(greatest));
        store(row + j, weight);
        return weight;
    }));
    const V inverse(1 / total);
    for (std::int64_t j = 0; j < mask.limit; j += kLanes) store(row + j, load(row + j) * inverse);
}

/// Scores to weights in place, before dropout; 0 behind the mask's limit.
void softmax_row(float* row, std::int64_t cols, V scale, RowMask mask, float& greatest, float& total) {
    switch (divide_up(mask.limit, kLanes)) {
        case 1:
            softmax_short<1>(row, scale, mask, greatest, total);
            break;
        case 2:
            softmax_short<2>(row, scale, mask, greatest, total);
            break;
        case 3:
            softmax_short<3>(row, scale, mask, greatest, total);
            break;
        case 4:
            softmax_short<4>(row, scale, mask, greatest, total);
            break;
        default:
            softmax_long(row, scale, mask, greatest, total);
    }
    if (mask.limit < cols) clear(row + mask.limit, row + cols);
}

/// [batch, heads, queries, keys] of the block's rows, with zeros behind the last column that was computed.
void copy_weights(const AttentionForward& p, const Head& h, const Space& space, const Block& block) {
    for (std::int64_t i = 0; i < block.rows; ++i) {
        float* const to = p.weights + h.row(block.begin + i) * p.keys;
        const float* const from = space.scores + i * space.score_step;
        for_lanes(0, block.cols, [&](std::int64_t j, auto lanes) { store(to + j, load(from + j), lanes); });
        clear(to + block.cols, to + p.keys);
    }
}

void drop_weights(const Head& h, const Space& space, const Block& block) {
    make_factors(h, block, space.factors);
    for (std::int64_t i = 0; i < block.rows; ++i) {
        float* const row = space.scores + i * space.score_step;
        const float* const factor = space.factors + i * h.p.keys;
        for (std::int64_t j = 0; j < block.cols; j += kLanes) store(row + j, load(row + j) * load(factor + j));
    }
}

void attend(const AttentionForward& p, const Head& h, const Space& space, const Block& block) {
    times(space.scores, space.score_step, false, h.lines(p.query, block.begin), space.keys_across, p.width, block.rows,
          block.cols, p.width);
    RowSums sums;
    for (std::int64_t i = 0; i < block.rows; ++i)
        softmax_row(space.scores + i * space.score_step, block.cols, V(p.scale), h.mask(block.begin + i),
                    sums.greatest[i], sums.total[i]);
    for_lanes(0, block.rows, [&](std::int64_t i, auto lanes) {
        const V total = load(sums.total + i);
        const V logsumexp = load(sums.greatest + i) + xsimd::log(total);
        store(p.logsumexp + h.row(block.begin + i), xsimd::select(total == V(0.0F), V(-kInfinity), logsumexp), lanes);
    });
    if (p.weights != nullptr) copy_weights(p, h, space, block);
    if (p.dropout.probability > 0) drop_weights(h, space, block);
    times(space.rows, space.row_step, false, {space.scores, space.score_step, 1}, space.values_along, p.keys,
          block.rows, p.width, block.cols);
    put_rows(h, p.output, block.begin, block.rows, space.rows, space.row_step);
}

}  // namespace

std::int64_t attention_workspace(const Attention& p) noexcept {
    return threads() * Space(p, nullptr).size;
}

void attention(const AttentionForward& p) noexcept {
    for_each_head(p, 2, [&](const Head& h, const Space& space) {
        h.pack_across(space.keys_across, p.key);
        h.pack_along(space.values_along, p.value, 0, p.keys);
        for (std::int64_t i = 0; i < p.queries; i += kBlockRows) attend(p, h, space, Block(h, i));
    });
}

}  // namespace vitro::kernels::VITRO_ISA
