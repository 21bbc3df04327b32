// kernels/simd/attention_backward.cpp: the gradients of attention, a head of a batch entry at a time (formulas: the
// reference).
//
// Probabilities are computed again from logsumexp, where a block of queries meets a block of keys. The gradients of
// keys and values sum over all queries: they gather in the workspace, because partial sums may not touch an output.
#include "kernels/simd/attention_heads.hpp"
#include "kernels/simd/exp.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// What backward needs to know of each query of a block: its logsumexp, and dO . O.
struct Known {
    float logsumexp[kBlockRows], inner[kBlockRows];

    Known(const AttentionBackward& p, const Head& h, const Queries& queries) {
        for (std::int64_t i = 0; i < queries.rows; ++i) {
            const std::int64_t query = queries.begin + i;
            const float *const upstream = h.at(p.output_gradient, query), *const output = h.at(p.output, query);
            logsumexp[i] = p.logsumexp[h.row(query)];
            inner[i] = static_cast<float>(sum_over(p.width, [&](std::int64_t w, auto lanes) {
                return load(upstream + w, lanes) * load(output + w, lanes);
            }));
        }
    }
};

/// Scores s and dP = dO V^T of a row, in place, to f P, which multiplied the values, and to dS = P (f dP - dO . O).
/// factors: nullptr without dropout. A hidden pair gets 0 and 0, whatever its dP.
void row_gradients(float* score, float* gradient, const float* factors, std::int64_t cols, RowMask mask,
                   float logsumexp, float inner) {
    const std::int64_t limit = logsumexp == -kInfinity ? 0 : mask.limit;
    split_on(mask.allowed != nullptr, [=](auto with_bytes) {
        split_on(factors != nullptr, [=](auto drops) {
            for_lanes(0, limit, [=](std::int64_t j, auto lanes) {
                const V seen = where_seen(with_bytes, mask, j, lanes, load(score + j), -kInfinity);
                const V weight = exp_bounded(seen - V(logsumexp));
                const V factor = drops ? load(factors + j) : V(1.0F);
                const V slope = weight * (load(gradient + j) * factor - V(inner));
                store(gradient + j, where_seen(with_bytes, mask, j, lanes, slope, 0));
                store(score + j, weight * factor);
            });
        });
    });
    clear(score + limit, score + cols);
    clear(gradient + limit, gradient + cols);
}

void score_gradients(const AttentionBackward& p, const Head& h, const Space& space, const Queries& queries,
                     const Keys& keys, const Known& known) {
    times_across(p, space, space.scores, space.queries, space.keys_across, queries, keys);
    times_across(p, space, space.gradients, space.upstream, space.values_across, queries, keys);
    const bool drops = p.dropout.probability > 0;
    if (drops) make_factors(h, space, queries, keys);
    for (std::int64_t i = 0; i < queries.rows; ++i)
        row_gradients(space.scores + i * space.score_step, space.gradients + i * space.score_step,
                      drops ? space.factors + i * space.factor_step : nullptr, keys.cols,
                      keys.of(h.mask(queries.begin + i)), known.logsumexp[i], known.inner[i]);
}

void meet(const AttentionBackward& p, const Head& h, const Space& space, const Queries& queries, const Keys& keys,
          const Known& known) {
    score_gradients(p, h, space, queries, keys, known);
    if (p.query_gradient.data != nullptr)
        times(space.rows, space.row_step, true, {space.gradients, space.score_step, 1},
              space.keys_along + keys.begin * kNR, h.seen, queries.rows, p.width, keys.cols);
    if (p.key_gradient.data != nullptr)
        times(space.key_gradient + keys.begin * space.row_step, space.row_step, true,
              {space.gradients, 1, space.score_step}, space.queries_along, queries.rows, keys.cols, p.width,
              queries.rows);
    if (p.value_gradient.data != nullptr)
        times(space.value_gradient + keys.begin * space.row_step, space.row_step, true,
              {space.scores, 1, space.score_step}, space.upstream_along, queries.rows, keys.cols, p.width,
              queries.rows);
}

/// The scale is in the queries from the start, so the keys' gradient has it; that of the queries gets it at the end.
void go_back(const AttentionBackward& p, const Head& h, const Space& space, const Queries& queries) {
    copy_rows(h, space.queries, space.row_step, p.query, queries, p.scale);
    copy_rows(h, space.upstream, space.row_step, p.output_gradient, queries, 1);
    pack_strips(space.queries_along, {space.queries, 1, space.row_step}, p.width, queries.rows);
    pack_strips(space.upstream_along, {space.upstream, 1, space.row_step}, p.width, queries.rows);
    clear(space.rows, space.rows + queries.rows * space.row_step);
    const Known known(p, h, queries);
    for_each_keys(queries, [&](const Keys& keys) { meet(p, h, space, queries, keys, known); });
    if (p.query_gradient.data != nullptr)
        put_rows(h, p.query_gradient, queries.begin, queries.rows, space.rows, space.row_step, p.scale);
}

}  // namespace

void attention_backward(const AttentionBackward& p) noexcept {
    for_each_head<Space>(p, 5, [&](const Head& h, const Space& space) {
        h.pack_across(space.keys_across, p.key);
        h.pack_across(space.values_across, p.value);
        h.pack_along(space.keys_along, p.key);
        clear(space.key_gradient, space.key_gradient + p.keys * space.row_step);
        clear(space.value_gradient, space.value_gradient + p.keys * space.row_step);
        for (std::int64_t i = 0; i < p.queries; i += kBlockRows) go_back(p, h, space, Queries(h, i));
        if (p.key_gradient.data != nullptr) put_rows(h, p.key_gradient, 0, p.keys, space.key_gradient, space.row_step);
        if (p.value_gradient.data != nullptr)
            put_rows(h, p.value_gradient, 0, p.keys, space.value_gradient, space.row_step);
    });
}

}  // namespace vitro::kernels::VITRO_ISA
