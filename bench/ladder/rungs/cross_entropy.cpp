// bench/ladder/rungs/cross_entropy.cpp: loss = logsumexp(x) - (1 - s) x_target - s / classes sum_j x_j, along rows.
#include <math.h>

#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/vec.hpp"
#include "kernels/threads.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// The loss of a row, from its logsumexp and the sum of its logits.
void finish(const CrossEntropy& s, std::int64_t row, float logsumexp, float total) {
    const std::int32_t target = s.targets[row];
    const float spread = s.smoothing / static_cast<float>(s.classes);
    s.logsumexp[row] = logsumexp;
    s.loss[row] = target < 0 ? 0 : logsumexp - (1 - s.smoothing) * s.logits[row * s.classes + target] - spread * total;
}

/// Composed: log_softmax writes the whole matrix, then the target's is picked and the others are averaged.
void naive(const CrossEntropy& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.logits + row * s.classes;
        float most = x[0], sum_of_exp = 0;
        for (std::int64_t j = 1; j < s.classes; ++j) most = fmaxf(most, x[j]);
        for (std::int64_t j = 0; j < s.classes; ++j) sum_of_exp += expf(x[j] - most);
        s.logsumexp[row] = most + logf(sum_of_exp);
        for (std::int64_t j = 0; j < s.classes; ++j) s.scratch[row * s.classes + j] = x[j] - s.logsumexp[row];
    }
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* logs = s.scratch + row * s.classes;
        float total = 0;
        for (std::int64_t j = 0; j < s.classes; ++j) total += logs[j];
        const float spread = s.smoothing / static_cast<float>(s.classes);
        s.loss[row] = s.targets[row] < 0 ? 0 : -(1 - s.smoothing) * logs[s.targets[row]] - spread * total;
    }
}

/// The loss needs of a row three numbers only: nothing is written but the result.
void fused(const CrossEntropy& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.logits + row * s.classes;
        float most = x[0], sum_of_exp = 0, total = 0;
        for (std::int64_t j = 1; j < s.classes; ++j) most = x[j] > most ? x[j] : most;
        for (std::int64_t j = 0; j < s.classes; ++j) {
            sum_of_exp += expf(x[j] - most);
            total += x[j];
        }
        finish(s, row, most + logf(sum_of_exp), total);
    }
}

/// Vectors, and an exponential of a dozen multiply-adds in place of a call.
void simd(const CrossEntropy& s) {
    for (std::int64_t row = 0; row < s.rows; ++row) {
        const float* x = s.logits + row * s.classes;
        Vec highest = all(kLowest), sum_of_exp{}, total{};
        for_vectors(s.classes,
                    [&](std::int64_t j, std::int64_t n) { highest = max(highest, load(x + j, n, kLowest)); });
        const float most = greatest(highest);
        for_vectors(s.classes, [&](std::int64_t j, std::int64_t n) {
            sum_of_exp += first(exp(load(x + j, n) - all(most)), n);
            total += load(x + j, n);
        });
        finish(s, row, most + logf(sum(sum_of_exp)), sum(total));
    }
}

/// Blocks of the row that fit the nearest cache: the running sum is scaled when a block raises the maximum, one
/// exponential for a block. A row of tens of thousands of logits comes from memory once in place of twice.
void online_rows(const CrossEntropy& s, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t kBlock = 2048;
    for (std::int64_t row = begin; row < end; ++row) {
        float most = kLowest;
        Vec sum_of_exp{}, total{};
        for (std::int64_t start = 0; start < s.classes; start += kBlock) {
            const float* x = s.logits + row * s.classes + start;
            const std::int64_t count = smaller(kBlock, s.classes - start);
            Vec highest = all(most);
            for_vectors(count,
                        [&](std::int64_t j, std::int64_t n) { highest = max(highest, load(x + j, n, kLowest)); });
            const float higher = greatest(highest);
            sum_of_exp *= all(start == 0 ? 0 : expf(most - higher));
            most = higher;
            for_vectors(count, [&](std::int64_t j, std::int64_t n) {
                sum_of_exp += first(exp(load(x + j, n) - all(most)), n);
                total += load(x + j, n);
            });
        }
        finish(s, row, most + logf(sum(sum_of_exp)), sum(total));
    }
}

void online(const CrossEntropy& s) {
    online_rows(s, 0, s.rows);
}

/// Each thread takes rows of its own.
void threaded(const CrossEntropy& s) {
    kernels::parallel_for(s.rows, 16 * s.rows * s.classes,
                          [&](std::int64_t begin, std::int64_t end, int) { online_rows(s, begin, end); });
}

constexpr Step<CrossEntropy> kSteps[] = {
    {"naive", "Composed: log_softmax writes the whole matrix, of which then one number a row is picked.", naive},
    {"fused", "The loss needs three numbers of a row: nothing is written but the result.", fused},
    {"simd", "Vectors, with the exponential as a polynomial in every lane.", simd},
    {"online", "Maximum and sum block by block: each logit comes from memory once in place of twice.", online},
    {"threaded", "Rows are independent: each core takes its own.", threaded, Team::threads},
};

}  // namespace

Steps<CrossEntropy> cross_entropy_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
