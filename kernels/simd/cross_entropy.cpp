// kernels/simd/cross_entropy.cpp: the loss of a row of logits against one class, with label smoothing s.
//
//   loss = logsumexp - (1 - s) x_target - s / classes sum_j x_j
//   dx_j = upstream (exp(x_j - logsumexp) - (1 - s) [j = target] - s / classes)
#include <cmath>

#include "kernels/simd/exp.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

double log_sum_exp(const float* x, std::int64_t count) {
    const float greatest = max_over(count, [=](std::int64_t i, auto lanes) { return load(x + i, lanes, -kInfinity); });
    const double sum =
        sum_over(count, [=](std::int64_t i, auto lanes) { return exp_bounded(load(x + i, lanes) - V(greatest)); });
    return static_cast<double>(greatest) + std::log(sum);
}

}  // namespace

void cross_entropy(real* loss, real* logsumexp, const real* logits, const std::int32_t* targets, std::int64_t rows,
                   std::int64_t classes, real smoothing, std::int32_t ignored) noexcept {
    const auto smooth = static_cast<double>(smoothing);
    parallel_for(rows, rows * classes * kExpCost, [=](std::int64_t row, std::int64_t end, int) {
        for (; row < end; ++row) {
            const real* x = logits + row * classes;
            const double whole = log_sum_exp(x, classes);
            logsumexp[row] = static_cast<float>(whole);
            loss[row] = 0;
            if (targets[row] == ignored) continue;
            double value = whole - (1 - smooth) * static_cast<double>(x[targets[row]]);
            if (smooth != 0)
                value -= smooth / static_cast<double>(classes) *
                         sum_over(classes, [=](std::int64_t i, auto lanes) { return load(x + i, lanes); });
            loss[row] = static_cast<float>(value);
        }
    });
}

void cross_entropy_backward(real* dx, bool accumulate, const real* upstream, std::int64_t upstream_stride,
                            const real* logits, const real* logsumexp, const std::int32_t* targets, std::int64_t rows,
                            std::int64_t classes, real smoothing, std::int32_t ignored) noexcept {
    const V spread(smoothing / static_cast<float>(classes)), hit(1 - smoothing);
    parallel_for(rows, rows * classes * kExpCost, [=](std::int64_t row, std::int64_t end, int) {
        for (; row < end; ++row) {
            const real* x = logits + row * classes;
            real* out = dx + row * classes;
            if (targets[row] == ignored) {
                for_lanes(0, classes, [=](std::int64_t i, auto lanes) { put(out + i, accumulate, V(0.0F), lanes); });
                continue;
            }
            const V slope(upstream[row * upstream_stride]), whole(logsumexp[row]);
            const auto miss = [=](std::int64_t i, auto lanes) {
                return exp_bounded(load(x + i, lanes) - whole) - spread;
            };
            const auto put_miss = [=](std::int64_t i, auto lanes) {
                put(out + i, accumulate, slope * miss(i, lanes), lanes);
            };
            const std::int64_t target = targets[row];
            for_lanes(0, target, put_miss);
            put(out + target, accumulate, slope * (miss(target, First{1}) - hit), First{1});
            for_lanes(target + 1, classes, put_miss);
        }
    });
}

}  // namespace vitro::kernels::VITRO_ISA
