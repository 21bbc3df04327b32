// kernels/reference/cross_entropy.cpp: the loss of a row of logits against one class, with label smoothing s.
//
//   loss = logsumexp - (1 - s) x_target - s / classes sum_j x_j
//   dx_j = upstream (exp(x_j - logsumexp) - (1 - s) [j = target] - s / classes)
//
// That is -sum_j q_j log p_j with p = softmax(x) and q = (1 - s) [j = target] + s / classes (Szegedy et al. 2016).
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {
namespace {

double log_sum_exp(const real* x, std::int64_t count) {
    double greatest = -std::numeric_limits<double>::infinity(), sum = 0;
    for (std::int64_t j = 0; j < count; ++j) greatest = std::max(greatest, static_cast<double>(x[j]));
    for (std::int64_t j = 0; j < count; ++j) sum += std::exp(static_cast<double>(x[j]) - greatest);
    return greatest + std::log(sum);
}

/// Without smoothing the other logits do not count at all: 0 times an infinite one must not become a NaN.
double smoothed_target(const real* x, std::int64_t classes, std::int32_t target, double smoothing) {
    if (smoothing == 0) return static_cast<double>(x[target]);
    double sum = 0;
    for (std::int64_t j = 0; j < classes; ++j) sum += static_cast<double>(x[j]);
    return (1 - smoothing) * static_cast<double>(x[target]) + smoothing / static_cast<double>(classes) * sum;
}

}  // namespace

void cross_entropy(real* loss, real* logsumexp, const real* logits, const std::int32_t* targets, std::int64_t rows,
                   std::int64_t classes, real smoothing, std::int32_t ignored) noexcept {
    for_each(rows, classes * kExpCost, [=](std::int64_t row) {
        const real* x = logits + row * classes;
        const double whole = log_sum_exp(x, classes);
        logsumexp[row] = static_cast<real>(whole);
        loss[row] = 0;
        if (targets[row] != ignored)
            put(loss[row], false, whole - smoothed_target(x, classes, targets[row], static_cast<double>(smoothing)));
    });
}

void cross_entropy_backward(real* dx, bool accumulate, const real* upstream, std::int64_t upstream_stride,
                            const real* logits, const real* logsumexp, const std::int32_t* targets, std::int64_t rows,
                            std::int64_t classes, real smoothing, std::int32_t ignored) noexcept {
    const double smooth = static_cast<double>(smoothing), spread = smooth / static_cast<double>(classes);
    for_each(rows, classes * kExpCost, [=](std::int64_t row) {
        const bool counts = targets[row] != ignored;
        const double slope = static_cast<double>(upstream[row * upstream_stride]);
        for (std::int64_t j = 0; j < classes; ++j) {
            const std::int64_t at = row * classes + j;
            const double share = std::exp(static_cast<double>(logits[at]) - static_cast<double>(logsumexp[row]));
            const double wanted = spread + (j == targets[row] ? 1 - smooth : 0);
            put(dx[at], accumulate, counts ? slope * (share - wanted) : 0.0);
        }
    });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
