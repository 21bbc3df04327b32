// bench/ladder/rungs/attention.cpp: output_i = sum_j softmax_j(scale q_i . k_j) v_j for each head (Vaswani et al.
// 2017), from three operations on whole matrices to one that never has the matrix of scores (Dao et al. 2022).
#include <math.h>

#include "bench/ladder/rungs/attention_blocks.hpp"
#include "bench/ladder/rungs/families.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// Composed: all scores, then the softmax of all rows, then all sums of values; each finds a matrix of times x times in
/// memory. What the mask hides is computed and thrown away.
void naive(const Attention& a) {
    const std::int64_t rows = a.heads * a.times;
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t j = 0; j < a.times; ++j) {
            const float *q = a.query + row * a.width, *k = a.key + (row / a.times * a.times + j) * a.width;
            float score = 0;
            for (std::int64_t w = 0; w < a.width; ++w) score += q[w] * k[w];
            a.scratch[row * a.times + j] = j < a.seen(row % a.times) ? score * a.scale : -HUGE_VALF;
        }
    for (std::int64_t row = 0; row < rows; ++row) {
        float *p = a.scratch + row * a.times, most = p[0], total = 0;
        for (std::int64_t j = 1; j < a.times; ++j) most = fmaxf(most, p[j]);
        for (std::int64_t j = 0; j < a.times; ++j) total += p[j] = expf(p[j] - most);
        for (std::int64_t j = 0; j < a.times; ++j) p[j] /= total;
        a.logsumexp[row] = most + logf(total);
    }
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t w = 0; w < a.width; ++w) {
            float total = 0;
            for (std::int64_t j = 0; j < a.times; ++j)
                total += a.scratch[row * a.times + j] * a.value[(row / a.times * a.times + j) * a.width + w];
            a.output[row * a.width + w] = total;
        }
}

/// The row of scores of query `row`, in p.
void score_row(const Attention& a, std::int64_t row, float* p) {
    const float* key = a.key + row / a.times * a.times * a.width;
    for (std::int64_t j = 0; j < a.seen(row % a.times); ++j)
        p[j] = dot(a.query + row * a.width, key + j * a.width, a.width);
}
/// p <- softmax of the scores.
void softmax_row(const Attention& a, std::int64_t row, float* p) {
    const std::int64_t seen = a.seen(row % a.times);
    const float most = greatest_scaled(p, a.scale, seen), total = exponentials(p, a.scale, most, seen, seen);
    scale(p, 1 / total, seen);
    a.logsumexp[row] = most + logf(total);
}
/// The sum of the values, by their weights p.
void value_row(const Attention& a, std::int64_t row, const float* p) {
    const float* value = a.value + row / a.times * a.times * a.width;
    float* output = a.output + row * a.width;
    clear(output, a.width);
    for (std::int64_t j = 0; j < a.seen(row % a.times); ++j) add(output, p[j], value + j * a.width, a.width);
}

/// The same three operations with vectors along a head's width; nothing is computed for hidden keys.
void simd(const Attention& a) {
    const std::int64_t rows = a.heads * a.times;
    for (std::int64_t row = 0; row < rows; ++row) score_row(a, row, a.scratch + row * a.times);
    for (std::int64_t row = 0; row < rows; ++row) softmax_row(a, row, a.scratch + row * a.times);
    for (std::int64_t row = 0; row < rows; ++row) value_row(a, row, a.scratch + row * a.times);
}

/// One query from its scores to its output: a row of scores, which stays in the nearest cache, in place of a matrix.
void fused(const Attention& a) {
    for (std::int64_t row = 0; row < a.heads * a.times; ++row) {
        score_row(a, row, a.scratch);
        softmax_row(a, row, a.scratch);
        value_row(a, row, a.scratch);
    }
}

/// 48 queries at a time, so that both steps are products in register tiles: a key or value that is loaded serves six
/// queries in place of one. For the tiles' vectors to lie along the keys, these are transposed once for each head.
void tiled(const Attention& a) {
    float *transposed = a.scratch, *scores = a.scratch + a.width * a.times;
    for (std::int64_t head = 0; head < a.heads; ++head) {
        const std::int64_t top = head * a.times;
        transpose(transposed, a.key + top * a.width, a.times, a.width);
        for (std::int64_t i0 = 0; i0 < a.times; i0 += kQueryBlock) {
            const std::int64_t rows = smaller(kQueryBlock, a.times - i0), keys = a.seen(i0 + rows - 1);
            float* output = a.output + (top + i0) * a.width;
            multiply(scores, a.times, {a.query + (top + i0) * a.width, a.width, 1}, transposed, a.times, rows, keys,
                     a.width, true);
            for (std::int64_t i = 0; i < rows; ++i) {
                softmax_row(a, top + i0 + i, scores + i * a.times);
                clear(scores + i * a.times + a.seen(i0 + i), keys - a.seen(i0 + i));
            }
            multiply(output, a.width, {scores, a.times, 1}, a.value + top * a.width, a.width, rows, a.width, keys,
                     true);
        }
    }
}

/// Takes the scores of 128 more keys, from j0, into query i's running maximum and sum; the output so far is scaled down
/// when the maximum rises. The scores become weights.
void take_block(const Attention& a, std::int64_t i, std::int64_t j0, std::int64_t keys, float* scores, float* output,
                float& most, float& total) {
    const std::int64_t visible = a.seen(i) - j0, seen = visible < 0 ? 0 : smaller(keys, visible);
    if (seen == 0) return clear(scores, keys);
    const float here = greatest_scaled(scores, a.scale, seen), higher = here > most ? here : most;
    const float factor = j0 == 0 ? 0 : expf(most - higher);
    total = total * factor + exponentials(scores, a.scale, higher, seen, keys);
    most = higher;
    scale(output, factor, a.width);
}

void online_block(const Attention& a, std::int64_t head, std::int64_t i0, const float* transposed, int thread) {
    const std::int64_t top = head * a.times, rows = smaller(kQueryBlock, a.times - i0);
    auto* const scores = static_cast<float*>(kernels::scratch(thread));
    float most[kQueryBlock], total[kQueryBlock];
    for (std::int64_t i = 0; i < rows; ++i) most[i] = kLowest, total[i] = 0;
    float* output = a.output + (top + i0) * a.width;
    clear(output, rows * a.width);
    for (std::int64_t j0 = 0; j0 < a.seen(i0 + rows - 1); j0 += kKeyBlock) {
        const std::int64_t keys = smaller(kKeyBlock, a.times - j0);
        multiply(scores, kKeyBlock, {a.query + (top + i0) * a.width, a.width, 1}, transposed + j0, a.times, rows, keys,
                 a.width, true);
        for (std::int64_t i = 0; i < rows; ++i)
            take_block(a, i0 + i, j0, keys, scores + i * kKeyBlock, output + i * a.width, most[i], total[i]);
        multiply(output, a.width, {scores, kKeyBlock, 1}, a.value + (top + j0) * a.width, a.width, rows, a.width, keys,
                 false);
    }
    for (std::int64_t i = 0; i < rows; ++i) {
        scale(output + i * a.width, 1 / total[i], a.width);
        a.logsumexp[top + i0 + i] = most[i] + logf(total[i]);
    }
}

/// Flash attention: keys in blocks too, with a running maximum and sum (softmax.cpp's `online`). A block of scores
/// never leaves the nearest cache however many keys there are.
void online(const Attention& a) {
    for (std::int64_t head = 0; head < a.heads; ++head) {
        transpose(a.scratch, a.key + head * a.times * a.width, a.times, a.width);
        for (std::int64_t i0 = 0; i0 < a.times; i0 += kQueryBlock) online_block(a, head, i0, a.scratch, 0);
    }
}

/// Each thread takes blocks of queries, once all heads' keys are transposed.
void threaded(const Attention& a) {
    const std::int64_t head_size = a.times * a.width, blocks = (a.times + kQueryBlock - 1) / kQueryBlock;
    const std::int64_t work = 4 * a.heads * a.times * head_size;
    kernels::parallel_for(a.heads, work, [&](std::int64_t begin, std::int64_t end, int) {
        for (std::int64_t head = begin; head < end; ++head)
            transpose(a.scratch + head * head_size, a.key + head * head_size, a.times, a.width);
    });
    // Late queries see more keys than early ones: one of each makes tasks that take the same time.
    const std::int64_t pairs = (blocks + 1) / 2;
    kernels::parallel_for(a.heads * pairs, work, [&](std::int64_t begin, std::int64_t end, int thread) {
        for (std::int64_t task = begin; task < end; ++task) {
            const std::int64_t head = task / pairs, early = task % pairs, late = blocks - 1 - early;
            online_block(a, head, early * kQueryBlock, a.scratch + head * head_size, thread);
            if (late != early) online_block(a, head, late * kQueryBlock, a.scratch + head * head_size, thread);
        }
    });
}

constexpr Step<Attention> kSteps[] = {
    {"naive", "Scores, softmax and sums of values as three passes over a matrix of queries by keys.", naive},
    {"simd", "The same three with vectors along a head's width; hidden keys are left out.", simd},
    {"fused", "One query from scores to output: a row of scores in cache in place of a matrix in memory.", fused},
    {"tiled", "48 queries at a time through register tiles: a loaded key serves six queries.", tiled},
    {"online", "Flash attention: keys in blocks with a running softmax, so that scores never leave the cache.", online},
    {"threaded", "Blocks of queries shared out, an early one paired with a late one, as late ones see more.", threaded,
     Team::threads},
};

}  // namespace

Steps<Attention> attention_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
