// kernels/simd/attention.cpp: scaled dot-product attention, a head of a batch entry at a time (formulas: the
// reference).
//
// A block of queries meets one block of keys after the other. Of what a query has seen so far, three things are kept:
// the greatest score g, the total of exp(s - g), and the sum of exp(s - g) v. When a block brings a greater score, the
// latter two shrink by exp(g - its greatest): the softmax needs no second look at a score (Milakov and Gimelshein 2018,
// "Online normalizer calculation for softmax"). Keys behind the last one that a block's queries may see are never
// computed.
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

/// What the queries of a block have seen so far.
struct Seen {
    alignas(64) float greatest[kBlockRows + kLanes], total[kBlockRows + kLanes];
};

/// Whether every score is -infinity. Otherwise a maximum of -infinity hides a NaN, which maxima may pass over.
bool sees_nothing(const float* row, RowMask mask) {
    for (std::int64_t j = 0; j < mask.limit; ++j)
        if (!(row[j] == -kInfinity) && (mask.allowed == nullptr || mask.allowed[j] != 0)) return false;
    return true;
}

/// A row of scores that fits kWidth registers, of which it sees kWidth - 1 whole ones.
template <int kWidth, class WithBytes>
class ShortRow {
  public:
    ShortRow(float* row, RowMask mask) : row_(row) {
        const First behind{mask.limit - (kWidth - 1) * kLanes};
        const auto score = [&](std::int64_t j, auto lanes) {
            return where_seen(WithBytes{}, mask, j, lanes, load(row + j), -kInfinity);
        };
#pragma GCC unroll 4
        for (int v = 0; v < kWidth - 1; ++v) x_[v] = score(v * kLanes, All{});
        x_[kWidth - 1] = forbid_behind(score((kWidth - 1) * kLanes, behind), behind);
    }
    float greatest() const {
        V most = x_[0];
#pragma GCC unroll 4
        for (int v = 1; v < kWidth; ++v) most = xsimd::max(most, x_[v]);
        return reduce_max(most);
    }
    /// Makes the row exp(score - greatest); returns its sum.
    float weigh(float greatest) const {
        V sum(0.0F);
#pragma GCC unroll 4
        for (int v = 0; v < kWidth; ++v) {
            const V weight = exp_bounded(x_[v] - V(greatest));
            store(row_ + v * kLanes, weight);
            sum = sum + weight;
        }
        return reduce_add(sum);
    }

  private:
    float* row_;
    V x_[kWidth];
};

/// One of any length: it goes through memory twice.
template <class WithBytes>
class LongRow {
  public:
    LongRow(float* row, RowMask mask) : row_(row), mask_(mask) {}
    float greatest() const {
        return max_over(mask_.limit, [row = row_, mask = mask_](std::int64_t j, auto lanes) {
            return forbid_behind(where_seen(WithBytes{}, mask, j, lanes, load(row + j), -kInfinity), lanes);
        });
    }
    float weigh(float greatest) const {
        return static_cast<float>(
            sum_over(mask_.limit, [row = row_, mask = mask_, greatest](std::int64_t j, auto lanes) {
                const V score = where_seen(WithBytes{}, mask, j, lanes, load(row + j), -kInfinity);
                const V weight = exp_bounded(score - V(greatest));
                store(row + j, weight);
                return weight;
            }));
    }

  private:
    float* row_;
    RowMask mask_;
};

/// Where a query stands: its part of Seen, and its sum of weighted values.
struct Standing {
    float &greatest, &total;
    float* values;
    std::int64_t width;
};

void shrink(const Standing& so_far, float greatest) {
    const V factor = exp_bounded(V(so_far.greatest) - V(greatest));
    store_partial(&so_far.total, V(so_far.total) * factor, 1);
    for (std::int64_t w = 0; w < so_far.width; w += kLanes) store(so_far.values + w, load(so_far.values + w) * factor);
    so_far.greatest = greatest;
}

/// A row of scores becomes exp(score - greatest), and joins what was seen before.
template <class Row>
void see(Row scores, float* row, RowMask mask, const Standing& so_far) {
    const float greatest = scores.greatest();
    if (greatest > so_far.greatest) shrink(so_far, greatest);
    if (so_far.greatest == -kInfinity) {
        if (!sees_nothing(row, mask)) so_far.total = std::numeric_limits<float>::quiet_NaN();
        return clear(row, row + mask.limit);
    }
    so_far.total += scores.weigh(so_far.greatest);
}

template <class WithBytes>
void see_row(float* row, RowMask mask, const Standing& so_far) {
    switch (divide_up(mask.limit, kLanes)) {
        case 0:
            return;
        case 1:
            return see(ShortRow<1, WithBytes>(row, mask), row, mask, so_far);
        case 2:
            return see(ShortRow<2, WithBytes>(row, mask), row, mask, so_far);
        case 3:
            return see(ShortRow<3, WithBytes>(row, mask), row, mask, so_far);
        case 4:
            return see(ShortRow<4, WithBytes>(row, mask), row, mask, so_far);
        default:
            return see(LongRow<WithBytes>(row, mask), row, mask, so_far);
    }
}

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
          p.keys, queries.rows, p.width, keys.cols);
}

/// The totals become their inverses, 0 for a query that saw no key.
void put_logsumexp(const AttentionForward& p, const Head& h, const Queries& queries, Seen& seen) {
    for_lanes(0, queries.rows, [&](std::int64_t i, auto lanes) {
        const V total = load(seen.total + i);
        const auto nothing = total == V(0.0F);
        const V logsumexp = load(seen.greatest + i) + xsimd::log(total);
        store(p.logsumexp + h.row(queries.begin + i), xsimd::select(nothing, V(-kInfinity), logsumexp), lanes);
        store(seen.total + i, xsimd::select(nothing, V(0.0F), V(1.0F) / total));
    });
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
    return threads() * Space(p, nullptr).size;
}

void attention(const AttentionForward& p) noexcept {
    for_each_head(p, 2, [&](const Head& h, const Space& space) {
        h.pack_across(space.keys_across, p.key);
        h.pack_along(space.values_along, p.value);
        for (std::int64_t i = 0; i < p.queries; i += kBlockRows) attend(p, h, space, Queries(h, i));
    });
}

}  // namespace vitro::kernels::VITRO_ISA
