// bench/ladder/rungs/cross_entropy_backward.cpp: dx_j = upstream (exp(x_j - logsumexp) - (1 - s) [j = target] - s /
// classes).
#include <math.h>

#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/vec.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// Composed: the smoothed target as a matrix, then the gradient of log_softmax, dx = g - exp(l) sum g, of it.
void naive(const CrossEntropyBackward& s) {
    const float spread = s.smoothing / static_cast<float>(s.classes);
    for (std::int64_t row = 0; row < s.rows; ++row)
        for (std::int64_t j = 0; j < s.classes; ++j) {
            const float wanted = spread + (j == s.targets[row] ? 1 - s.smoothing : 0);
            s.scratch[row * s.classes + j] = s.targets[row] < 0 ? 0 : -s.upstream * wanted;
        }
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float *x = s.logits + row * s.classes, *g = s.scratch + row * s.classes;
        float total = 0;
        for (std::int64_t j = 0; j < s.classes; ++j) total += g[j];
        for (std::int64_t j = 0; j < s.classes; ++j)
            s.dx[row * s.classes + j] = g[j] - expf(x[j] - s.logsumexp[row]) * total;
    }
}

/// The sum of the smoothed target is known: 1. So one pass makes dx, and the target's own share is taken off after it.
void fused(const CrossEntropyBackward& s) {
    const float spread = s.smoothing / static_cast<float>(s.classes);
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.logits + row * s.classes;
        float* dx = s.dx + row * s.classes;
        const float slope = s.targets[row] < 0 ? 0 : s.upstream;
        for (std::int64_t j = 0; j < s.classes; ++j) dx[j] = slope * (expf(x[j] - s.logsumexp[row]) - spread);
        if (s.targets[row] >= 0) dx[s.targets[row]] -= slope * (1 - s.smoothing);
    }
}

void simd_rows(const CrossEntropyBackward& s, std::int64_t begin, std::int64_t end) {
    const Vec spread = all(s.smoothing / static_cast<float>(s.classes));
    for (std::int64_t row = begin; row < end; ++row) {
        const float* x = s.logits + row * s.classes;
        float* dx = s.dx + row * s.classes;
        const float slope = s.targets[row] < 0 ? 0 : s.upstream;
        const Vec slopes = all(slope), logsumexp = all(s.logsumexp[row]);
        for_vectors(s.classes, [&](std::int64_t j, std::int64_t n) {
            store(dx + j, slopes * (exp(load(x + j, n) - logsumexp) - spread), n);
        });
        if (s.targets[row] >= 0) dx[s.targets[row]] -= slope * (1 - s.smoothing);
    }
}

/// Vectors, and an exponential of a dozen multiply-adds in place of a call.
void simd(const CrossEntropyBackward& s) {
    simd_rows(s, 0, s.rows);
}

/// Each thread takes rows of its own.
void threaded(const CrossEntropyBackward& s) {
    kernels::parallel_for(s.rows, 16 * s.rows * s.classes,
                          [&](std::int64_t begin, std::int64_t end, int) { simd_rows(s, begin, end); });
}

constexpr Step<CrossEntropyBackward> kSteps[] = {
    {"naive", "Composed: the smoothed target as a matrix, and log_softmax's gradient of it.", naive},
    {"fused", "No matrix of targets: its sum is known to be 1, and one number a row is corrected.", fused},
    {"simd", "Vectors: exponential, difference and product without leaving the registers.", simd},
    {"threaded", "Each core takes rows of its own; reading and writing memory is now the limit.", threaded,
     Team::threads},
};

}  // namespace

Steps<CrossEntropyBackward> cross_entropy_backward_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
