// bench/ladder/rungs/layer_norm.cpp: y = gain (x - mean) rstd + bias along rows, rstd = 1 / sqrt(variance + epsilon).
#include <math.h>

#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/vec.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// As the formula has it: mean, variance, and a root and a division for every number.
void naive(const LayerNorm& s) {
    const auto cols = static_cast<float>(s.cols);
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.x + row * s.cols;
        float total = 0, squares = 0;
        for (std::int64_t j = 0; j < s.cols; ++j) total += x[j];
        const float mean = total / cols;
        for (std::int64_t j = 0; j < s.cols; ++j) squares += (x[j] - mean) * (x[j] - mean);
        for (std::int64_t j = 0; j < s.cols; ++j) {
            volatile float deviation = sqrtf(squares / cols + s.epsilon);  // volatile: for every number indeed
            s.y[row * s.cols + j] = s.gain[j] * ((x[j] - mean) / deviation) + s.bias[j];
        }
        s.mean[row] = mean;
        s.rstd[row] = 1 / sqrtf(squares / cols + s.epsilon);
    }
}

/// What is the same for a whole row is computed once: a root and a division become a multiplication.
void hoisted(const LayerNorm& s) {
    const auto cols = static_cast<float>(s.cols);
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.x + row * s.cols;
        float total = 0, squares = 0;
        for (std::int64_t j = 0; j < s.cols; ++j) total += x[j];
        const float mean = total / cols;
        for (std::int64_t j = 0; j < s.cols; ++j) squares += (x[j] - mean) * (x[j] - mean);
        const float rstd = 1 / sqrtf(squares / cols + s.epsilon);
        for (std::int64_t j = 0; j < s.cols; ++j)
            s.y[row * s.cols + j] = s.gain[j] * ((x[j] - mean) * rstd) + s.bias[j];
        s.mean[row] = mean;
        s.rstd[row] = rstd;
    }
}

/// The last pass: y, when mean and variance are known.
void finish(const LayerNorm& s, std::int64_t row, float mean, float variance) {
    const float rstd = 1 / sqrtf(variance + s.epsilon);
    const float* x = s.x + row * s.cols;
    float* y = s.y + row * s.cols;
    for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
        const Vec normal = (load(x + j, n) - all(mean)) * all(rstd);
        store(y + j, fma(load(s.gain + j, n), normal, load(s.bias + j, n)), n);
    });
    s.mean[row] = mean;
    s.rstd[row] = rstd;
}

/// Vectors: in place of one chain of additions, each waiting for the one before, one in every lane.
void simd(const LayerNorm& s) {
    const auto cols = static_cast<float>(s.cols);
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.x + row * s.cols;
        Vec total{}, squares{};
        for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) { total += load(x + j, n); });
        const float mean = sum(total) / cols;
        for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
            const Vec distance = load(x + j, n, mean) - all(mean);
            squares = fma(distance, distance, squares);
        });
        finish(s, row, mean, sum(squares) / cols);
    }
}

/// One pass for both moments. E[x^2] - E[x]^2 would lose everything when the mean is far from 0; of the distances from
/// the row's first number, d, it is safe unless that number is an outlier: the error grows with E[d]^2 / variance.
void one_pass_rows(const LayerNorm& s, std::int64_t begin, std::int64_t end) {
    const auto cols = static_cast<float>(s.cols);
    for (std::int64_t row = begin; row < end; ++row) {
        const float* x = s.x + row * s.cols;
        const float origin = x[0];
        Vec totals{}, squares{};
        for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
            const Vec distance = load(x + j, n, origin) - all(origin);
            totals += distance;
            squares = fma(distance, distance, squares);
        });
        const float shift = sum(totals) / cols, variance = sum(squares) / cols - shift * shift;
        finish(s, row, origin + shift, variance > 0 ? variance : 0);
    }
}

void one_pass(const LayerNorm& s) {
    one_pass_rows(s, 0, s.rows);
}

/// Rows shared out.
void threaded(const LayerNorm& s) {
    kernels::parallel_for(s.rows, 8 * s.rows * s.cols,
                          [&](std::int64_t begin, std::int64_t end, int) { one_pass_rows(s, begin, end); });
}

constexpr Step<LayerNorm> kSteps[] = {
    {"naive", "As the formula has it: a root and a division for every number.", naive},
    {"hoisted", "What is the same for a row is computed once: the division becomes a multiplication.", hoisted},
    {"simd", "Vectors: a chain of additions in every lane in place of one.", simd},
    {"one-pass", "Both moments in one pass, of distances from the row's first number so that nothing cancels.",
     one_pass},
    {"threaded", "Rows are shared out among the cores.", threaded, Team::threads},
};

}  // namespace

Steps<LayerNorm> layer_norm_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
