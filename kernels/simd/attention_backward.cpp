// kernels/simd/attention_backward.cpp: the gradients of attention, a head of a batch entry at a time (formulas: the
// reference).
//
// Probabilities are computed again from logsumexp, a block of queries at a time. The gradients of keys and values sum
// over all queries: they gather in the workspace, because partial sums may not touch an output.
#include "kernels/simd/attention_heads.hpp"
#include "kernels/simd/exp.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// Scores s and dP = dO V^T of a row, in place, to f P, which multiplied the values, and to scale dS, with
/// dS = P (f dP - dO . O). factors: nullptr without dropout. A hidden pair gets 0 and 0, whatever its dP.
void row_gradients(float* score, float* gradient, const float* factors, std::int64_t cols, float scale, RowMask mask,
                   float logsumexp, V inner) {
    const std::int64_t limit = logsumexp == -kInfinity ? 0 : mask.limit;
    for_lanes(0, limit, [&](std::int64_t j, auto lanes) {
        const V weight = exp_bounded(masked_score(score, V(scale), mask, j, lanes) - V(logsumexp));
        const V factor = factors == nullptr ? V(1.0F) : load(factors + j);
        const V slope = V(scale) * (weight * (load(gradient + j) * factor - inner));
        store(gradient + j,
              mask.allowed == nullptr ? slope : xsimd::select(allowed_lanes(mask.allowed + j, lanes), slope, V(0.0F)));
        store(score + j, weight * factor);
    });
    clear(score + limit, score + cols);
    clear(gradient + limit, gradient + cols);
}

void score_gradients(const AttentionBackward& p, const Head& h, const Space& space, const Block& block) {
    times(space.scores, space.score_step, false, h.lines(p.query, block.begin), space.keys_across, p.width, block.rows,
          block.cols, p.width);
    times(space.gradients, space.score_step, false, h.lines(p.output_gradient, block.begin), space.values_across,
          p.width, block.rows, block.cols, p.width);
    const bool drops = p.dropout.probability > 0;
    if (drops) make_factors(h, block, space.factors);
    for (std::int64_t i = 0; i < block.rows; ++i) {
        const std::int64_t query = block.begin + i;
        const float *const upstream = h.at(p.output_gradient, query), *const output = h.at(p.output, query);
        const double inner = sum_over(
            p.width, [&](std::int64_t w, auto lanes) { return load(upstream + w, lanes) * load(output + w, lanes); });
        row_gradients(space.scores + i * space.score_step, space.gradients + i * space.score_step,
                      drops ? space.factors + i * p.keys : nullptr, block.cols, p.scale, h.mask(query),
                      p.logsumexp[h.row(query)], V(static_cast<float>(inner)));
    }
}

void go_back(const AttentionBackward& p, const Head& h, const Space& space, const Block& block) {
    score_gradients(p, h, space, block);
    if (p.query_gradient.data != nullptr) {
        times(space.rows, space.row_step, false, {space.gradients, space.score_step, 1}, space.keys_along, p.keys,
              block.rows, p.width, block.cols);
        put_rows(h, p.query_gradient, block.begin, block.rows, space.rows, space.row_step);
    }
    if (p.key_gradient.data != nullptr) {
        h.pack_along(space.queries_along, p.query, block.begin, block.rows);
        times(space.key_gradient, space.row_step, true, {space.gradients, 1, space.score_step}, space.queries_along,
              block.rows, block.cols, p.width, block.rows);
    }
    if (p.value_gradient.data != nullptr) {
        h.pack_along(space.upstream_along, p.output_gradient, block.begin, block.rows);
        times(space.value_gradient, space.row_step, true, {space.scores, 1, space.score_step}, space.upstream_along,
              block.rows, block.cols, p.width, block.rows);
    }
}

}  // namespace

void attention_backward(const AttentionBackward& p) noexcept {
    for_each_head(p, 5, [&](const Head& h, const Space& space) {
        h.pack_across(space.keys_across, p.key);
        h.pack_across(space.values_across, p.value);
        h.pack_along(space.keys_along, p.key, 0, p.keys);
        clear(space.key_gradient, space.key_gradient + p.keys * space.row_step);
        clear(space.value_gradient, space.value_gradient + p.keys * space.row_step);
        for (std::int64_t i = 0; i < p.queries; i += kBlockRows) go_back(p, h, space, Block(h, i));
        if (p.key_gradient.data != nullptr) put_rows(h, p.key_gradient, 0, p.keys, space.key_gradient, space.row_step);
        if (p.value_gradient.data != nullptr)
            put_rows(h, p.value_gradient, 0, p.keys, space.value_gradient, space.row_step);
    });
}

}  // namespace vitro::kernels::VITRO_ISA
