// kernels/simd/fold.hpp: sums and maxima along a row, always in the same tree: blocks of 1024 elements, in each four
// vectors of partial sums, folded in pairs; the blocks' sums meet in double precision. Whoever runs it, the bits are
// the same, and no float takes part in more than 1024 / (4 * kLanes) + 5 + log2(kLanes) additions.
#pragma once

#include "kernels/simd/lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

inline constexpr std::int64_t kBlock = 1024;

template <int K>
struct Sums {
    double of[K];
};

/// K sums over 0 .. count in one go, of the first lanes of what terms(i, lanes, term) puts into term[0 .. K).
template <int K, class Terms>
inline Sums<K> sums_over(std::int64_t count, Terms terms) {
    Sums<K> total{};
    for (std::int64_t begin = 0; begin < count; begin += kBlock) {
        const std::int64_t end = begin + kBlock < count ? begin + kBlock : count;
        V part[4][K];
#pragma GCC unroll 4  // rolled, `part` would be in memory
        for (auto& sums : part)
#pragma GCC unroll 4
            for (V& sum : sums) sum = V(0.0F);
        std::int64_t i = begin;
        for (; i + 4 * kLanes <= end; i += 4 * kLanes)
#pragma GCC unroll 4
            for (int v = 0; v < 4; ++v) {
                V term[K];
                terms(i + v * kLanes, All{}, term);
#pragma GCC unroll 4
                for (int k = 0; k < K; ++k) part[v][k] = part[v][k] + term[k];
            }
        for_lanes(i, end, [&](std::int64_t at, auto lanes) {
            V term[K];
            terms(at, lanes, term);
#pragma GCC unroll 4
            for (int k = 0; k < K; ++k) part[0][k] = part[0][k] + keep(term[k], lanes);
        });
#pragma GCC unroll 4
        for (int k = 0; k < K; ++k)
            total.of[k] += static_cast<double>(reduce_add((part[0][k] + part[1][k]) + (part[2][k] + part[3][k])));
    }
    return total;
}

/// The sum over 0 .. count of the first lanes of term(i, lanes).
template <class Term>
inline double sum_over(std::int64_t count, Term term) {
    return sums_over<1>(count, [=](std::int64_t i, auto lanes, V(&into)[1]) { into[0] = term(i, lanes); }).of[0];
}

/// sum_of(first, count) over 0 .. count, by all threads: at most kMostRuns runs of a multiple of kBlock elements.
template <class SumOf>
inline double sum_in_runs(std::int64_t count, const SumOf& sum_of) {
    constexpr std::int64_t kMostRuns = 256;
    const std::int64_t size = divide_up(divide_up(count, kMostRuns), kBlock) * kBlock;
    const std::int64_t runs = count > 0 ? divide_up(count, size) : 0;
    double part[kMostRuns];
    parallel_for(runs, count, [&](std::int64_t begin, std::int64_t end, int) {
        for (; begin < end; ++begin) {
            const std::int64_t first = begin * size, rest = count - first;
            part[begin] = sum_of(first, rest < size ? rest : size);
        }
    });
    double total = 0;
    for (std::int64_t i = 0; i < runs; ++i) total += part[i];
    return total;
}

/// The greatest of term(i, lanes) over 0 .. count, -infinity when count is 0; lanes behind the first must not exceed
/// the others. Any value when one is a NaN.
template <class Term>
inline float max_over(std::int64_t count, Term term) {
    V part[4] = {V(-kInfinity), V(-kInfinity), V(-kInfinity), V(-kInfinity)};
    std::int64_t i = 0;
    for (; i + 4 * kLanes <= count; i += 4 * kLanes)
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) part[k] = xsimd::max(part[k], term(i + k * kLanes, All{}));
    for_lanes(i, count, [&](std::int64_t at, auto lanes) { part[0] = xsimd::max(part[0], term(at, lanes)); });
    return reduce_max(xsimd::max(xsimd::max(part[0], part[1]), xsimd::max(part[2], part[3])));
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
