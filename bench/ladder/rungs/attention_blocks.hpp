// bench/ladder/rungs/attention_blocks.hpp: what the rungs of attention, forward and backward, share.
#pragma once

#include "bench/ladder/operands.hpp"
#include "bench/ladder/rungs/product.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// A block of scores, 48 queries by 128 keys, is 24 KB: it stays in the nearest cache.
inline constexpr std::int64_t kQueryBlock = 48, kKeyBlock = 128;

inline float dot(const float* x, const float* y, std::int64_t width) {
    Vec total{};
    for_vectors(width, [&](std::int64_t w, std::int64_t n) { total = fma(load(x + w, n), load(y + w, n), total); });
    return sum(total);
}
/// to += factor * x
inline void add(float* to, float factor, const float* x, std::int64_t width) {
    for_vectors(width, [&](std::int64_t w, std::int64_t n) {
        store(to + w, fma(all(factor), load(x + w, n), load(to + w, n)), n);
    });
}
inline void scale(float* x, float factor, std::int64_t width) {
    for_vectors(width, [&](std::int64_t w, std::int64_t n) { store(x + w, load(x + w, n) * all(factor), n); });
}
inline void clear(float* x, std::int64_t count) {
    for_vectors(count, [&](std::int64_t w, std::int64_t n) { store(x + w, Vec{}, n); });
}

/// The greatest of scale * x.
inline float greatest_scaled(const float* x, float factor, std::int64_t count) {
    Vec most = all(kLowest);
    for_vectors(count, [&](std::int64_t j, std::int64_t n) {
        most = max(most, first(load(x + j, n) * all(factor), n, kLowest));
    });
    return greatest(most);
}
/// x = e^(scale * x - most) for the first `seen` of `count` scores, 0 behind them; returns the sum.
inline float exponentials(float* x, float factor, float most, std::int64_t seen, std::int64_t count) {
    Vec total{};
    for_vectors(seen, [&](std::int64_t j, std::int64_t n) {
        const Vec e = exp(load(x + j, n) * all(factor) - all(most));
        store(x + j, e, n);
        total += first(e, n);
    });
    clear(x + seen, count - seen);
    return sum(total);
}

}  // namespace
}  // namespace vitro::bench::ladder::VITRO_ISA
