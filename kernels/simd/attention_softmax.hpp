// kernels/simd/attention_softmax.hpp: a query's scores with some keys become weights, and join what it has seen before.
//
// Of what a query has seen so far, three things are kept: the greatest score g, the total of exp(s - g), and the sum of
// exp(s - g) v. When a block of keys brings a greater score, the latter two shrink by exp(g - its greatest): the
// softmax needs no second look at a score (Milakov and Gimelshein 2018, "Online normalizer calculation for softmax").
#pragma once

#include "kernels/simd/attention_heads.hpp"
#include "kernels/simd/exp.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// What the queries of a block have seen so far.
struct Seen {
    alignas(64) float greatest[kBlockRows + kLanes], total[kBlockRows + kLanes];
};

/// Whether every score is -infinity. Otherwise a maximum of -infinity hides a NaN, which maxima may pass over.
inline bool sees_nothing(const float* row, RowMask mask) {
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

inline void shrink(const Standing& so_far, float greatest) {
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

/// The totals become their inverses, 0 for a query that saw no key.
inline void put_logsumexp(const AttentionForward& p, const Head& h, const Queries& queries, Seen& seen) {
    for_lanes(0, queries.rows, [&](std::int64_t i, auto lanes) {
        const V total = load(seen.total + i);
        const auto nothing = total == V(0.0F);
        const V logsumexp = load(seen.greatest + i) + xsimd::log(total);
        store(p.logsumexp + h.row(queries.begin + i), xsimd::select(nothing, V(-kInfinity), logsumexp), lanes);
        store(seen.total + i, xsimd::select(nothing, V(0.0F), V(1.0F) / total));
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
