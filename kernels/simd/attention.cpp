// kernels/simd/attention.cpp: scaled dot-product attention, a head of a batch entry at a time (formulas: the
// reference).
//
// A block of queries meets one block of keys after the other (attention_softmax.hpp). Keys behind the last one that a
// block's queries may see are never computed. Few queries go a shorter way (attention_few.hpp).
#include "kernels/simd/attention_few.hpp"
#include "kernels/simd/attention_heads.hpp"
#include "kernels/simd/attention_softmax.hpp"
#include "kernels/simd/families.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

void drop_weights(const Head& h, const Space& space, const Queries& queries, const Keys& keys) {
    make_factors(h, space, queries, keys);
    for (std::int64_t i = 0; i < queries.rows; ++i) {
        float* const row = space.scores + i * space.score_step;
        const float* const factor = space.factors + i * space.factor_step;
        for (std::int64_t j = 0; j < keys.cols; j += kLanes) store(row + j, load(row + j) * load(factor + j));
    }
}

void meet(const AttentionForward& p, const Head& h, const Space& space, const Queries& queries, const Keys& keys,
          Seen& seen) {
    times_across(p, space, space.scores, space.queries, space.keys_across, queries, keys);
    for (std::int64_t i = 0; i < queries.rows; ++i) {
        float* const row = space.scores + i * space.score_step;
        const RowMask mask = keys.of(h.mask(queries.begin + i));
        const Standing so_far{seen.greatest[i], seen.total[i], space.rows + i * space.row_step, p.width};
        split_on(mask.allowed != nullptr, [&](auto with_bytes) { see_row<decltype(with_bytes)>(row, mask, so_far); });
        clear(row + mask.limit, row + keys.cols);
    }
    if (p.dropout.probability > 0) drop_weights(h, space, queries, keys);
    times(space.rows, space.row_step, true, {space.scores, space.score_step, 1}, space.values_along + keys.begin * kNR,
          h.seen, queries.rows, p.width, keys.cols);
}

/// The weights themselves, for those who want to look at them: the scores once more, now that their total is known.
void put_weights(const AttentionForward& p, const Head& h, const Space& space, const Queries& queries,
                 const Seen& seen) {
    for_each_keys(queries, [&](const Keys& keys) {
        times_across(p, space, space.scores, space.queries, space.keys_across, queries, keys);
        for (std::int64_t i = 0; i < queries.rows; ++i) {
            float* const to = p.weights + h.row(queries.begin + i) * p.keys + keys.begin;
            const float* const row = space.scores + i * space.score_step;
            const RowMask mask = keys.of(h.mask(queries.begin + i));
            const bool nothing = seen.total[i] == 0;
            split_on(mask.allowed != nullptr, [&](auto with_bytes) {
                for_lanes(0, nothing ? 0 : mask.limit, [&](std::int64_t j, auto lanes) {
                    const V score = where_seen(with_bytes, mask, j, lanes, load(row + j), -kInfinity);
                    store(to + j, exp_bounded(score - V(seen.greatest[i])) * V(seen.total[i]), lanes);
                });
            });
            clear(to + (nothing ? 0 : mask.limit), to + keys.cols);
        }
    });
    for (std::int64_t i = 0; i < queries.rows; ++i) {
        float* const row = p.weights + h.row(queries.begin + i) * p.keys;
        clear(row + queries.seen, row + p.keys);
    }
}

void attend(const AttentionForward& p, const Head& h, const Space& space, const Queries& queries) {
    Seen seen;
    for (std::int64_t i = 0; i < queries.rows; ++i) seen.greatest[i] = -kInfinity, seen.total[i] = 0;
    clear(space.rows, space.rows + queries.rows * space.row_step);
    copy_rows(h, space.queries, space.row_step, p.query, queries, p.scale);
    for_each_keys(queries, [&](const Keys& keys) { meet(p, h, space, queries, keys, seen); });
    put_logsumexp(p, h, queries, seen);
    for (std::int64_t i = 0; i < queries.rows; ++i)
        put_rows(h, p.output, queries.begin + i, 1, space.rows + i * space.row_step, space.row_step, seen.total[i]);
    if (p.weights != nullptr) put_weights(p, h, space, queries, seen);
}

}  // namespace

std::int64_t attention_workspace(const Attention& p) noexcept {
    return threads() * larger(Space(p, nullptr).size, FewSpace(p, nullptr).size);
}

void attention(const AttentionForward& p) noexcept {
    if (few_apply(p))
        return for_each_head<FewSpace>(p, 2, [&](const Head& h, const FewSpace& space) { attend_few(p, h, space); });
    for_each_head<Space>(p, 2, [&](const Head& h, const Space& space) {
        h.pack_across(space.keys_across, p.key);
        h.pack_along(space.values_along, p.value);
        for (std::int64_t i = 0; i < p.queries; i += kBlockRows) attend(p, h, space, Queries(h, i));
    });
}

}  // namespace vitro::kernels::VITRO_ISA
