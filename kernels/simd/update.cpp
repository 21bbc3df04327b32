// kernels/simd/update.cpp: optimizer steps in place, and the norm that clips them.
#include <cstring>

#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

V narrow(double value) {
    return V(static_cast<float>(value));
}

/// Half as many numbers as a V holds, and the same as doubles: xsimd 8.1 has no conversion between them.
typedef float Half __attribute__((vector_size(2 * kLanes)));
typedef double Doubles __attribute__((vector_size(4 * kLanes)));

Doubles widened(const float* from) {
    Half half;
    std::memcpy(&half, from, sizeof half);
    return __builtin_convertvector(half, Doubles);
}

double sum_of_squares_in(const float* x, std::int64_t count) {
    constexpr std::int64_t kStep = kLanes / 2;
    Doubles part[4] = {};
    std::int64_t i = 0;
    for (; i + 4 * kStep <= count; i += 4 * kStep)
        for (int k = 0; k < 4; ++k) {
            const Doubles value = widened(x + i + k * kStep);
            part[k] += value * value;
        }
    const Doubles sums = (part[0] + part[1]) + (part[2] + part[3]);
    double total = 0;
    for (std::int64_t lane = 0; lane < kStep; ++lane) total += sums[lane];
    for (; i < count; ++i) total += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    return total;
}

}  // namespace

void adam(real* w, real* m, real* v, const real* gradient, std::int64_t count, const AdamStep& step) noexcept {
    const V clip = narrow(step.gradient_scale), coupled = narrow(step.decoupled ? 0 : step.weight_decay);
    const V shrink = narrow(step.decoupled ? 1 - step.learning_rate * step.weight_decay : 1);
    const V keep_m = narrow(step.beta1), add_m = narrow(1 - step.beta1);
    const V keep_v = narrow(step.beta2), add_v = narrow(1 - step.beta2);
    const V rate = narrow(step.learning_rate / step.correction1), unbias = narrow(1 / step.correction2);
    const V epsilon = narrow(step.epsilon);
    for_elements(count, 8, [=](std::int64_t i, auto lanes) {
        const V weight = load(w + i, lanes);
        const V g = fma(coupled, weight, clip * load(gradient + i, lanes));
        const V first = fma(keep_m, load(m + i, lanes), add_m * g);
        const V second = fma(keep_v, load(v + i, lanes), add_v * (g * g));
        const V change = divide(rate * first, square_root(second * unbias) + epsilon);
        store(m + i, first, lanes);
        store(v + i, second, lanes);
        store(w + i, weight * shrink - change, lanes);
    });
}

void sgd(real* w, real* velocity, const real* gradient, std::int64_t count, const SgdStep& step) noexcept {
    const V clip = narrow(step.gradient_scale), decay = narrow(step.weight_decay);
    const V rate = narrow(step.learning_rate), momentum = narrow(step.momentum);
    const bool first = step.first, nesterov = step.nesterov;
    for_elements(count, 4, [=](std::int64_t i, auto lanes) {
        const V weight = load(w + i, lanes);
        const V g = fma(decay, weight, clip * load(gradient + i, lanes));
        V direction = g;
        if (velocity != nullptr) {
            const V speed = first ? g : fma(momentum, load(velocity + i, lanes), g);
            store(velocity + i, speed, lanes);
            direction = nesterov ? fma(momentum, speed, g) : speed;
        }
        store(w + i, weight - rate * direction, lanes);
    });
}

double sum_of_squares(const real* x, std::int64_t count) noexcept {
    return sum_in_runs(count,
                       [=](std::int64_t first, std::int64_t size) { return sum_of_squares_in(x + first, size); });
}

}  // namespace vitro::kernels::VITRO_ISA
