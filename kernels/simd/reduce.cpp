// kernels/simd/reduce.cpp: sums and maxima of x[outer, count, inner] over the middle axis, and their gradients.
#include "kernels/simd/axes.hpp"
#include "kernels/simd/columns.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

double sum_range(const float* x, std::int64_t count) {
    return sum_over(count, [=](std::int64_t i, auto lanes) { return load(x + i, lanes); });
}

/// Rows of at least this length, when there are few, are summed by all threads.
constexpr std::int64_t kVeryLongRow = 16 * kBlock, kFewRows = 16;

void sum_along_rows(real* dst, bool accumulate, const real* x, double factor, std::int64_t rows, std::int64_t count) {
    if (rows < kFewRows && count >= kVeryLongRow) {
        for (std::int64_t row = 0; row < rows; ++row) {
            const double total = sum_in_runs(
                count, [=](std::int64_t first, std::int64_t size) { return sum_range(x + row * count + first, size); });
            parallel_for(1, 0, [=](std::int64_t, std::int64_t, int) {  // where denormals are zero
                put(dst[row], accumulate, static_cast<float>(factor * total));
            });
        }
        return;
    }
    parallel_for(rows, rows * count, [=](std::int64_t row, std::int64_t end, int) {
        for (; row < end; ++row)
            put(dst[row], accumulate, static_cast<float>(factor * sum_range(x + row * count, count)));
    });
}

void sum_down_columns(real* dst, bool accumulate, const real* x, double factor, std::int64_t outer, std::int64_t count,
                      std::int64_t inner) {
    const auto term = [=](std::int64_t matrix, std::int64_t row, std::int64_t column, auto lanes, V* into) {
        into[0] = into[0] + load(x + (matrix * count + row) * inner + column, lanes);
    };
    sum_columns<1>(outer, count, inner, term,
                   [=](std::int64_t matrix, std::int64_t first, std::int64_t width, const double* total) {
                       for (std::int64_t i = 0; i < width; ++i)
                           put(dst[matrix * inner + first + i], accumulate, static_cast<float>(factor * total[i]));
                   });
}

/// Two passes: the greatest value and whether there is a NaN, then where it first stands.
std::int64_t first_maximum(const float* x, std::int64_t count) {
    auto unordered = V(0.0F) < V(0.0F);
    const float greatest = max_over(count, [&](std::int64_t i, auto lanes) {
        const V value = load(x + i, lanes, -kInfinity);
        unordered = unordered | xsimd::isnan(value);
        return value;
    });
    const bool nan = xsimd::any(unordered);
    std::int64_t at = 0;
    for (; at + kLanes <= count; at += kLanes) {
        const V value = load(x + at);
        if (xsimd::any(nan ? xsimd::isnan(value) : value == V(greatest))) break;
    }
    while (nan ? x[at] == x[at] : x[at] != greatest) ++at;
    return at;
}

using Positions = xsimd::batch<std::int32_t>;

void store_positions(std::int32_t* to, Positions positions, All) {
    positions.store_unaligned(to);
}
void store_positions(std::int32_t* to, Positions positions, First lanes) {
    std::int32_t buffer[kLanes];
    positions.store_unaligned(buffer);
    for (std::int64_t i = 0; i < lanes.n; ++i) to[i] = buffer[i];
}

/// N vectors of columns side by side; a column's first NaN stays.
template <int N, class Lanes>
void max_down_columns(float* dst, std::int32_t* index, const float* x, std::int64_t count, std::int64_t inner,
                      Lanes lanes) {
    V best[N], where[N];
    for (int n = 0; n < N; ++n) {
        best[n] = load(x + n * kLanes, lanes);
        where[n] = reinterpret<V>(Positions(std::int32_t{0}));
    }
    for (std::int64_t row = 1; row < count; ++row) {
        const V number = reinterpret<V>(Positions(static_cast<std::int32_t>(row)));
        for (int n = 0; n < N; ++n) {
            const V value = load(x + row * inner + n * kLanes, lanes);
            const auto stays = (value <= best[n]) | xsimd::isnan(best[n]);
            best[n] = xsimd::select(stays, best[n], value);
            where[n] = xsimd::select(stays, where[n], number);
        }
    }
    for (int n = 0; n < N; ++n) {
        store(dst + n * kLanes, best[n], lanes);
        store_positions(index + n * kLanes, reinterpret<Positions>(where[n]), lanes);
    }
}

}  // namespace

void sum(real* dst, bool accumulate, const real* x, double factor, std::int64_t outer, std::int64_t count,
         std::int64_t inner) noexcept {
    if (inner == 1)
        sum_along_rows(dst, accumulate, x, factor, outer, count);
    else
        sum_down_columns(dst, accumulate, x, factor, outer, count, inner);
}

void max(real* dst, std::int32_t* index, const real* x, std::int64_t outer, std::int64_t count,
         std::int64_t inner) noexcept {
    if (inner == 1)
        return parallel_for(outer, 2 * outer * count, [=](std::int64_t row, std::int64_t end, int) {
            for (; row < end; ++row) {
                const std::int64_t at = first_maximum(x + row * count, count);
                dst[row] = x[row * count + at];
                index[row] = static_cast<std::int32_t>(at);
            }
        });
    const std::int64_t strips = divide_up(inner, kStrip);
    parallel_for(outer * strips, 2 * outer * count * inner, [=](std::int64_t task, std::int64_t end, int) {
        for (; task < end; ++task) {
            const std::int64_t first = task % strips * kStrip, at = task / strips * inner + first;
            const real* from = x + task / strips * count * inner + first;
            if (inner - first >= kStrip) {
                max_down_columns<4>(dst + at, index + at, from, count, inner, All{});
                continue;
            }
            for_lanes(0, inner - first, [=](std::int64_t i, auto lanes) {
                max_down_columns<1>(dst + at + i, index + at + i, from + i, count, inner, lanes);
            });
        }
    });
}

/// A broadcast: x stands still along the middle axis.
void repeat(real* dst, bool accumulate, const real* x, real factor, std::int64_t outer, std::int64_t count,
            std::int64_t inner) noexcept {
    const Axes<1> axes = collapse(Axes<1>{{1, outer, count, inner}, {{0, inner, 0, 1}}});
    for_rows(axes, 1, [=](const RowPosition<1>& position, std::int64_t begin, std::int64_t end) {
        real* to = dst + position.row() * axes.size[3];
        const real* from = x + position.offset(0);
        if (axes.stride[0][3] == 0) {
            const V value(factor * *from);
            for_lanes(begin, end, [=](std::int64_t i, auto lanes) { put(to + i, accumulate, value, lanes); });
        } else {
            for_lanes(begin, end, [=](std::int64_t i, auto lanes) {
                put(to + i, accumulate, V(factor) * load(from + i, lanes), lanes);
            });
        }
    });
}

/// Every (o, i) has a target of its own.
void route(real* dst, const real* x, const std::int32_t* index, std::int64_t outer, std::int64_t count,
           std::int64_t inner) noexcept {
    parallel_for(outer * inner, outer * inner, [=](std::int64_t begin, std::int64_t end, int) {
        std::int64_t o = begin / inner, i = begin % inner;
        for (; begin < end; ++begin) {
            dst[(o * count + index[begin]) * inner + i] += x[begin];
            if (++i < inner) continue;
            i = 0;
            ++o;
        }
    });
}

}  // namespace vitro::kernels::VITRO_ISA
