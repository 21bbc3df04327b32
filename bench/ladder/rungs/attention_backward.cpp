// bench/ladder/rungs/attention_backward.cpp: with p_ij = exp(scale q_i . k_j - lse_i) and do the output's gradient,
//   dv_j = sum_i p_ij do_i                       ds_ij = p_ij (do_i . v_j - do_i . o_i)
//   dq_i = scale sum_j ds_ij k_j                 dk_j  = scale sum_i ds_ij q_i
#include <initializer_list>
#include <math.h>

#include "bench/ladder/rungs/attention_blocks.hpp"
#include "bench/ladder/rungs/families.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

float plain_dot(const float* x, const float* y, std::int64_t width) {
    float total = 0;
    for (std::int64_t w = 0; w < width; ++w) total += x[w] * y[w];
    return total;
}

/// Composed: the matrices p and ds in memory, then each gradient as a product, number by number.
void naive(const AttentionBackward& a) {
    const std::int64_t rows = a.heads * a.times, T = a.times, W = a.width;
    float *p = a.scratch, *ds = a.scratch + rows * T;
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t j = 0; j < T; ++j) {
            const std::int64_t key = row / T * T + j;
            const float score = a.scale * plain_dot(a.query + row * W, a.key + key * W, W);
            p[row * T + j] = j < a.seen(row % T) ? expf(score - a.logsumexp[row]) : 0;
            ds[row * T + j] = plain_dot(a.output_gradient + row * W, a.value + key * W, W);
        }
    for (std::int64_t row = 0; row < rows; ++row) {
        const float mean = plain_dot(a.output_gradient + row * W, a.output + row * W, W);
        for (std::int64_t j = 0; j < T; ++j) ds[row * T + j] = p[row * T + j] * (ds[row * T + j] - mean);
    }
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t w = 0; w < W; ++w) {
            const std::int64_t top = row / T * T;  // as a query of the first sum, as a key of the others
            float dq = 0, dk = 0, dv = 0;
            for (std::int64_t t = 0; t < T; ++t) {
                dq += ds[row * T + t] * a.key[(top + t) * W + w];
                dk += ds[(top + t) * T + row - top] * a.query[(top + t) * W + w];
                dv += p[(top + t) * T + row - top] * a.output_gradient[(top + t) * W + w];
            }
            a.query_gradient[row * W + w] = a.scale * dq;
            a.key_gradient[row * W + w] = a.scale * dk;
            a.value_gradient[row * W + w] = dv;
        }
}

void clear_gradients(const AttentionBackward& a, std::int64_t first_head, std::int64_t end_head) {
    const std::int64_t head_size = a.times * a.width, at = first_head * head_size;
    for (float* gradient : {a.query_gradient, a.key_gradient, a.value_gradient})
        clear(gradient + at, (end_head - first_head) * head_size);
}

/// p and ds of a query and a key.
void weigh(const AttentionBackward& a, std::int64_t row, std::int64_t key, float mean, float& p, float& ds) {
    const std::int64_t W = a.width;
    p = expf(a.scale * dot(a.query + row * W, a.key + key * W, W) - a.logsumexp[row]);
    ds = a.scale * p * (dot(a.output_gradient + row * W, a.value + key * W, W) - mean);
}
/// What a query and a key add to the gradients.
void add_pair(const AttentionBackward& a, std::int64_t row, std::int64_t key, float p, float ds) {
    const std::int64_t W = a.width;
    add(a.query_gradient + row * W, ds, a.key + key * W, W);
    add(a.key_gradient + key * W, ds, a.query + row * W, W);
    add(a.value_gradient + key * W, p, a.output_gradient + row * W, W);
}

/// The same matrices, with vectors along a head's width: every sum becomes a sum of rows. Hidden keys are left out.
void simd(const AttentionBackward& a) {
    const std::int64_t rows = a.heads * a.times, T = a.times, W = a.width;
    float *p = a.scratch, *ds = a.scratch + rows * T;
    clear_gradients(a, 0, a.heads);
    for (std::int64_t row = 0; row < rows; ++row) {
        const float mean = dot(a.output_gradient + row * W, a.output + row * W, W);
        for (std::int64_t j = 0; j < a.seen(row % T); ++j)
            weigh(a, row, row / T * T + j, mean, p[row * T + j], ds[row * T + j]);
    }
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t j = 0; j < a.seen(row % T); ++j)
            add_pair(a, row, row / T * T + j, p[row * T + j], ds[row * T + j]);
}

/// A pair's p and ds are used where they are made: no matrix at all, and rows of the key are loaded once in place of
/// twice.
void fused(const AttentionBackward& a) {
    const std::int64_t T = a.times, W = a.width;
    clear_gradients(a, 0, a.heads);
    for (std::int64_t row = 0; row < a.heads * T; ++row) {
        const float mean = dot(a.output_gradient + row * W, a.output + row * W, W);
        for (std::int64_t j = 0; j < a.seen(row % T); ++j) {
            float p, ds;
            weigh(a, row, row / T * T + j, mean, p, ds);
            add_pair(a, row, row / T * T + j, p, ds);
        }
    }
}

/// A row of a block: scores become p, products do . v become ds; what is hidden becomes 0.
void weigh_block(const AttentionBackward& a, std::int64_t row, std::int64_t j0, std::int64_t keys, float* p,
                 float* ds) {
    const std::int64_t W = a.width, visible = a.seen(row % a.times) - j0,
                       seen = visible < 0 ? 0 : smaller(keys, visible);
    const Vec mean = all(dot(a.output_gradient + row * W, a.output + row * W, W));
    exponentials(p, a.scale, a.logsumexp[row], seen, keys);
    for_vectors(seen, [&](std::int64_t j, std::int64_t n) {
        store(ds + j, all(a.scale) * load(p + j, n) * (load(ds + j, n) - mean), n);
    });
    clear(ds + seen, keys - seen);
}

/// One head in blocks of 48 queries by 128 keys. `room`: the transposes of its keys and values.
void tiled_head(const AttentionBackward& a, std::int64_t head, float* room, int thread) {
    const std::int64_t T = a.times, W = a.width, top = head * T;
    float *keys_down = room, *values_down = room + T * W;
    float *p = static_cast<float*>(kernels::scratch(thread)), *ds = p + kQueryBlock * kKeyBlock;
    transpose(keys_down, a.key + top * W, T, W);
    transpose(values_down, a.value + top * W, T, W);
    clear_gradients(a, head, head + 1);
    for (std::int64_t i0 = 0; i0 < T; i0 += kQueryBlock) {
        const std::int64_t rows = smaller(kQueryBlock, T - i0), at = (top + i0) * W;
        for (std::int64_t j0 = 0; j0 < a.seen(i0 + rows - 1); j0 += kKeyBlock) {
            const std::int64_t keys = smaller(kKeyBlock, T - j0), there = (top + j0) * W;
            const float *query = a.query + at, *slope = a.output_gradient + at;
            multiply(p, kKeyBlock, {query, W, 1}, keys_down + j0, T, rows, keys, W, true);
            multiply(ds, kKeyBlock, {slope, W, 1}, values_down + j0, T, rows, keys, W, true);
            for (std::int64_t i = 0; i < rows; ++i)
                weigh_block(a, top + i0 + i, j0, keys, p + i * kKeyBlock, ds + i * kKeyBlock);
            multiply(a.query_gradient + at, W, {ds, kKeyBlock, 1}, a.key + there, W, rows, W, keys, false);
            multiply(a.key_gradient + there, W, {ds, 1, kKeyBlock}, query, W, keys, W, rows, false);
            multiply(a.value_gradient + there, W, {p, 1, kKeyBlock}, slope, W, keys, W, rows, false);
        }
    }
}

/// Blocks of p and ds that stay in the nearest cache, and all five products in register tiles (product.hpp). The
/// transposes of p and ds are read in place, a number at a time.
void tiled(const AttentionBackward& a) {
    for (std::int64_t head = 0; head < a.heads; ++head) tiled_head(a, head, a.scratch, 0);
}

/// Heads shared out: a key's gradient is a sum over all queries of its head, which so stay with one thread.
void threaded(const AttentionBackward& a) {
    const std::int64_t head_size = a.times * a.width;
    kernels::parallel_for(a.heads, 10 * a.heads * a.times * head_size,
                          [&](std::int64_t begin, std::int64_t end, int thread) {
                              for (std::int64_t head = begin; head < end; ++head)
                                  tiled_head(a, head, a.scratch + 2 * head * head_size, thread);
                          });
}

constexpr Step<AttentionBackward> kSteps[] = {
    {"naive", "Weights and score gradients as matrices in memory, and each gradient as a product of them.", naive},
    {"simd", "Vectors along a head's width: every sum becomes a sum of rows; hidden keys are left out.", simd},
    {"fused", "A pair's weight is made again from logsumexp and used at once: no matrix in memory.", fused},
    {"tiled", "Blocks that stay in cache, and all five products in register tiles.", tiled},
    {"threaded", "Heads are shared out, so that no two cores add to one key's gradient.", threaded, Team::threads},
};

}  // namespace

Steps<AttentionBackward> attention_backward_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
