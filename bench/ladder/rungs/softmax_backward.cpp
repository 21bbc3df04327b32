// bench/ladder/rungs/softmax_backward.cpp: dx_j = y_j (dy_j - sum_i dy_i y_i) along rows.
#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/vec.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// An operation at a time over the whole matrix: product, sums of rows, difference, product.
void naive(const SoftmaxBackward& s) {
    for (std::int64_t i = 0; i < s.rows * s.cols; ++i) s.scratch[i] = s.dy[i] * s.y[i];
    for (std::int64_t row = 0; row < s.rows; ++row) {
        float total = 0;
        for (std::int64_t j = 0; j < s.cols; ++j) total += s.scratch[row * s.cols + j];
        s.scratch[row * s.cols] = total;
    }
    for (std::int64_t i = 0; i < s.rows * s.cols; ++i) s.dx[i] = s.dy[i] - s.scratch[i / s.cols * s.cols];
    for (std::int64_t i = 0; i < s.rows * s.cols; ++i) s.dx[i] *= s.y[i];
}

/// Row by row: the product is summed where it is made, and the second pass finds the row in the nearest cache.
void fused(const SoftmaxBackward& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float *dy = s.dy + row * s.cols, *y = s.y + row * s.cols;
        float total = 0;
        for (std::int64_t j = 0; j < s.cols; ++j) total += dy[j] * y[j];
        for (std::int64_t j = 0; j < s.cols; ++j) s.dx[row * s.cols + j] = y[j] * (dy[j] - total);
    }
}

/// dx of one row when the sum is known.
void finish(const SoftmaxBackward& s, std::int64_t row, float total) {
    const float *dy = s.dy + row * s.cols, *y = s.y + row * s.cols;
    float* dx = s.dx + row * s.cols;
    for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
        store(dx + j, load(y + j, n) * (load(dy + j, n) - all(total)), n);
    });
}

/// Vectors: the sum is spread over the lanes. Each addition still waits for the one before, 4 cycles.
void simd(const SoftmaxBackward& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float *dy = s.dy + row * s.cols, *y = s.y + row * s.cols;
        Vec totals{};
        for_vectors(s.cols,
                    [&](std::int64_t j, std::int64_t n) { totals = fma(load(dy + j, n), load(y + j, n), totals); });
        finish(s, row, sum(totals));
    }
}

void chained_rows(const SoftmaxBackward& s, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t kStride = 4 * kLanes;
    for (std::int64_t row = begin; row < end; ++row) {
        const float *dy = s.dy + row * s.cols, *y = s.y + row * s.cols;
        Vec chain[4] = {};
        std::int64_t j = 0;
        for (; j + kStride <= s.cols; j += kStride)
#pragma GCC unroll 4
            for (int c = 0; c < 4; ++c) chain[c] = fma(load(dy + j + c * kLanes), load(y + j + c * kLanes), chain[c]);
        for_vectors(s.cols - j, [&](std::int64_t i, std::int64_t n) {
            chain[0] = fma(load(dy + j + i, n), load(y + j + i, n), chain[0]);
        });
        finish(s, row, sum((chain[0] + chain[1]) + (chain[2] + chain[3])));
    }
}

/// Four sums side by side: while one addition is on its way the next three begin.
void chains(const SoftmaxBackward& s) {
    chained_rows(s, 0, s.rows);
}

/// Each thread takes rows of its own.
void threaded(const SoftmaxBackward& s) {
    kernels::parallel_for(s.rows, 4 * s.rows * s.cols,
                          [&](std::int64_t begin, std::int64_t end, int) { chained_rows(s, begin, end); });
}

constexpr Step<SoftmaxBackward> kSteps[] = {
    {"naive", "Product, sums, difference and product, each as a pass over the whole matrix.", naive},
    {"fused", "Row by row and nothing written on the way: each operand comes from memory once.", fused},
    {"simd", "Vectors: the row's sum is spread over the lanes and folded at its end.", simd},
    {"chains", "Four sums side by side: an addition need not wait for the one before.", chains},
    {"threaded", "Each core takes rows of its own; the memory they share is now the limit.", threaded, Team::threads},
};

}  // namespace

Steps<SoftmaxBackward> softmax_backward_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
