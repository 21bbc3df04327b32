// bench/ladder/rungs/softmax.cpp: y_j = exp(x_j - max) / sum_i exp(x_i - max) along rows, over the columns that a
// causal mask shows; the others get 0.
#include <math.h>

#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/vec.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// An operation at a time, each over the whole matrix: mask, maximum, exponential, sum, division. Each but the first
/// finds nothing left in the caches.
void naive(const Softmax& s) {
    for (std::int64_t at = 0; at < s.rows * s.cols; ++at) {
        const bool hidden = at % s.cols >= s.seen(at / s.cols);
        s.scratch[at] = hidden ? -HUGE_VALF : s.x[at];
    }
    for (std::int64_t row = 0; row < s.rows; ++row) {  // its first number holds the greatest until it is used
        float most = -HUGE_VALF;
        for (std::int64_t j = 0; j < s.cols; ++j) most = fmaxf(most, s.scratch[row * s.cols + j]);
        s.y[row * s.cols] = most;
    }
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float most = s.y[row * s.cols];
        for (std::int64_t j = 0; j < s.cols; ++j)
            s.scratch[row * s.cols + j] = expf(s.scratch[row * s.cols + j] - most);
    }
    for (std::int64_t row = 0; row < s.rows; ++row) {
        float total = 0;
        for (std::int64_t j = 0; j < s.cols; ++j) total += s.scratch[row * s.cols + j];
        s.y[row * s.cols] = total;
    }
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float total = s.y[row * s.cols];
        for (std::int64_t j = 0; j < s.cols; ++j) s.y[row * s.cols + j] = s.scratch[row * s.cols + j] / total;
    }
}

/// All operations on one row before the next: it stays in the nearest cache. The mask is where the loops end, so that
/// hidden columns cost no exponential; and a row needs one division.
void fused(const Softmax& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.x + row * s.cols;
        float* y = s.y + row * s.cols;
        const std::int64_t seen = s.seen(row);
        float most = x[0], total = 0;
        for (std::int64_t j = 1; j < seen; ++j) most = x[j] > most ? x[j] : most;
        for (std::int64_t j = 0; j < seen; ++j) {
            y[j] = expf(x[j] - most);
            total += y[j];
        }
        const float share = 1 / total;
        for (std::int64_t j = 0; j < seen; ++j) y[j] *= share;
        for (std::int64_t j = seen; j < s.cols; ++j) y[j] = 0;
    }
}

/// y = e^(x - most) * factor over the first `seen` columns, 0 behind them; returns the sum of what was stored.
float exponentials(float* y, const float* x, std::int64_t seen, std::int64_t cols, float most, float factor) {
    Vec total{};
    for_vectors(seen, [&](std::int64_t j, std::int64_t n) {
        const Vec e = exp(load(x + j, n) - all(most)) * all(factor);
        store(y + j, e, n);
        total += first(e, n);
    });
    for_vectors(cols - seen, [&](std::int64_t j, std::int64_t n) { store(y + seen + j, Vec{}, n); });
    return sum(total);
}

void simd_rows(const Softmax& s, std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row) {
        const float* x = s.x + row * s.cols;
        float* y = s.y + row * s.cols;
        const std::int64_t seen = s.seen(row);
        Vec most = all(kLowest);
        for_vectors(seen, [&](std::int64_t j, std::int64_t n) { most = max(most, load(x + j, n, kLowest)); });
        const Vec share = all(1 / exponentials(y, x, seen, s.cols, greatest(most), 1));
        for_vectors(seen, [&](std::int64_t j, std::int64_t n) { store(y + j, load(y + j, n) * share, n); });
    }
}

/// The same three passes with vectors, and an exponential of a dozen multiply-adds in place of a call.
void simd(const Softmax& s) {
    simd_rows(s, 0, s.rows);
}

/// Maximum and sum in one pass (Milakov and Gimelshein 2018): when a lane's maximum rises, its sum is scaled down. x is
/// read twice in place of three times, but there are three exponentials for each number in place of one: it pays
/// where reading costs more than computing, and is what lets attention (attention.cpp) see its keys once.
void online(const Softmax& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.x + row * s.cols;
        const std::int64_t seen = s.seen(row);
        Vec most = all(kLowest), total{};
        for_vectors(seen, [&](std::int64_t j, std::int64_t n) {
            const Vec here = load(x + j, n, kLowest), higher = max(most, here);
            total = fma(total, exp(most - higher), first(exp(here - higher), n));
            most = higher;
        });
        const float whole = greatest(most);
        const float share = 1 / sum(total * exp(most - all(whole)));
        exponentials(s.y + row * s.cols, x, seen, s.cols, whole, share);
    }
}

/// Rows do not know of each other: each thread takes its own, with the three passes of `simd`.
void threaded(const Softmax& s) {
    kernels::parallel_for(s.rows, 16 * s.rows * s.cols,
                          [&](std::int64_t begin, std::int64_t end, int) { simd_rows(s, begin, end); });
}

constexpr Step<Softmax> kSteps[] = {
    {"naive", "Mask, maximum, exponential, sum and division, each as a pass over the whole matrix.", naive},
    {"fused", "All passes on one row while it is in the nearest cache; hidden columns are never computed.", fused},
    {"simd", "Vectors, and an exponential of a dozen multiply-adds in place of a call for each number.", simd},
    {"online", "Maximum and sum in one pass: less is read, more computed, which pays for rows beyond the caches.",
     online},
    {"threaded", "Rows are independent: each core takes its own, with the passes of simd.", threaded, Team::threads},
};

}  // namespace

Steps<Softmax> softmax_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
