// bench/ladder/rungs/layer_norm_backward.cpp: with n = (x - mean) rstd and g = gain dy,
//   dx = rstd (g - mean(g) - n mean(g n)) along rows,   dgain = sum of dy n and dbias = sum of dy down columns.
#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/vec.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// dx of one row, number by number.
void plain_row(const LayerNormBackward& s, std::int64_t row) {
    const float *x = s.x + row * s.cols, *dy = s.dy + row * s.cols;
    const float mean = s.mean[row], rstd = s.rstd[row], share = 1 / static_cast<float>(s.cols);
    float gained = 0, product = 0;
    for (std::int64_t j = 0; j < s.cols; ++j) {
        gained += s.gain[j] * dy[j];
        product += s.gain[j] * dy[j] * ((x[j] - mean) * rstd);
    }
    for (std::int64_t j = 0; j < s.cols; ++j)
        s.dx[row * s.cols + j] = rstd * (s.gain[j] * dy[j] - gained * share - (x[j] - mean) * rstd * (product * share));
}

/// Each gradient by its formula. The parameters' walk down the columns: a cache line for every number, twice.
void naive(const LayerNormBackward& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) plain_row(s, row);
    for (std::int64_t j = 0; j < s.cols; ++j) {
        float gain = 0, bias = 0;
        for (std::int64_t row = 0; row < s.rows; ++row) {
            const std::int64_t at = row * s.cols + j;
            gain += s.dy[at] * ((s.x[at] - s.mean[row]) * s.rstd[row]);
            bias += s.dy[at];
        }
        s.dgain[j] = gain;
        s.dbias[j] = bias;
    }
}

/// The parameters' sums grow row by row: everything is read along rows, and sums of a row do not wait for each other.
void reordered(const LayerNormBackward& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) plain_row(s, row);
    for (std::int64_t j = 0; j < s.cols; ++j) s.dgain[j] = s.dbias[j] = 0;
    for (std::int64_t row = 0; row < s.rows; ++row)
        for (std::int64_t j = 0; j < s.cols; ++j) {
            const std::int64_t at = row * s.cols + j;
            s.dgain[j] += s.dy[at] * ((s.x[at] - s.mean[row]) * s.rstd[row]);
            s.dbias[j] += s.dy[at];
        }
}

/// dx of one row.
void vector_row(const LayerNormBackward& s, std::int64_t row) {
    const float *x = s.x + row * s.cols, *dy = s.dy + row * s.cols;
    const Vec mean = all(s.mean[row]), rstd = all(s.rstd[row]);
    const float share = 1 / static_cast<float>(s.cols);
    Vec gained{}, product{};
    for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
        const Vec g = load(s.gain + j, n) * load(dy + j, n);
        gained += g;
        product = fma(g, (load(x + j, n) - mean) * rstd, product);
    });
    const Vec shift = all(sum(gained) * share), slope = all(sum(product) * share);
    for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
        const Vec g = load(s.gain + j, n) * load(dy + j, n), normal = (load(x + j, n) - mean) * rstd;
        store(s.dx + row * s.cols + j, rstd * (g - shift - normal * slope), n);
    });
}

/// What one row adds to the parameters' sums.
void add_row(const LayerNormBackward& s, std::int64_t row, float* dgain, float* dbias) {
    const float *x = s.x + row * s.cols, *dy = s.dy + row * s.cols;
    const Vec mean = all(s.mean[row]), rstd = all(s.rstd[row]);
    for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
        const Vec slope = load(dy + j, n);
        store(dgain + j, fma(slope, (load(x + j, n) - mean) * rstd, load(dgain + j, n)), n);
        store(dbias + j, load(dbias + j, n) + slope, n);
    });
}

void clear(float* from, std::int64_t count) {
    for_vectors(count, [&](std::int64_t j, std::int64_t n) { store(from + j, Vec{}, n); });
}

/// Vectors along the rows, for all three.
void simd(const LayerNormBackward& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) vector_row(s, row);
    clear(s.dgain, s.cols);
    clear(s.dbias, s.cols);
    for (std::int64_t row = 0; row < s.rows; ++row) add_row(s, row, s.dgain, s.dbias);
}

void fused_rows(const LayerNormBackward& s, std::int64_t begin, std::int64_t end, float* dgain, float* dbias) {
    clear(dgain, s.cols);
    clear(dbias, s.cols);
    for (std::int64_t row = begin; row < end; ++row) {
        vector_row(s, row);
        add_row(s, row, dgain, dbias);
    }
}

/// All three gradients of a row while it is in the nearest cache: dy and x come from memory once in place of twice.
void fused(const LayerNormBackward& s) {
    fused_rows(s, 0, s.rows, s.dgain, s.dbias);
}

/// The rows in 16 parts whatever the team, each with sums of its own; then the parts are added, always in the same
/// order, so that the result has the same bits for any number of threads.
void threaded(const LayerNormBackward& s) {
    constexpr std::int64_t kParts = LayerNormBackward::kParts;
    kernels::parallel_for(kParts, 12 * s.rows * s.cols, [&](std::int64_t begin, std::int64_t end, int) {
        for (std::int64_t part = begin; part < end; ++part) {
            float* sums = s.scratch + part * 2 * s.cols;
            fused_rows(s, part * s.rows / kParts, (part + 1) * s.rows / kParts, sums, sums + s.cols);
        }
    });
    for_vectors(s.cols, [&](std::int64_t j, std::int64_t n) {
        Vec gain{}, bias{};
        for (std::int64_t part = 0; part < kParts; ++part) {
            gain += load(s.scratch + part * 2 * s.cols + j, n);
            bias += load(s.scratch + (part * 2 + 1) * s.cols + j, n);
        }
        store(s.dgain + j, gain, n);
        store(s.dbias + j, bias, n);
    });
}

constexpr Step<LayerNormBackward> kSteps[] = {
    {"naive", "Each gradient by its formula: the gain's and the bias's walk down the columns.", naive},
    {"reordered", "The parameters' sums grow row by row, so that everything is read along rows.", reordered},
    {"simd", "Vectors along the rows, for dx as for the sums.", simd},
    {"fused", "All three gradients of a row at once: dy and x come from memory once in place of twice.", fused},
    {"threaded", "16 parts of the rows, each with sums of its own, added in a fixed order at the end.", threaded,
     Team::threads},
};

}  // namespace

Steps<LayerNormBackward> layer_norm_backward_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
