// kernels/reference/update.cpp: optimizer steps, in place, and the norm that clips them.
//
// Adam: Kingma and Ba 2015; AdamW: Loshchilov and Hutter 2019; momentum as PyTorch has it (the formulas are at AdamStep
// and SgdStep).
#include <cmath>

#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void adam(real* w, real* m, real* v, const real* gradient, std::int64_t count, const AdamStep& step) noexcept {
    for_each(count, kExpCost, [&](std::int64_t i) {
        double weight = static_cast<double>(w[i]), g = static_cast<double>(gradient[i]) * step.gradient_scale;
        if (step.decoupled)
            weight *= 1 - step.learning_rate * step.weight_decay;
        else
            g += step.weight_decay * weight;
        const double first = step.beta1 * static_cast<double>(m[i]) + (1 - step.beta1) * g;
        const double second = step.beta2 * static_cast<double>(v[i]) + (1 - step.beta2) * g * g;
        const double root = std::sqrt(second / step.correction2) + step.epsilon;
        m[i] = static_cast<real>(first);
        v[i] = static_cast<real>(second);
        w[i] = static_cast<real>(weight - step.learning_rate * (first / step.correction1) / root);
    });
}

void sgd(real* w, real* velocity, const real* gradient, std::int64_t count, const SgdStep& step) noexcept {
    for_each(count, 4, [&](std::int64_t i) {
        const double weight = static_cast<double>(w[i]);
        const double g = static_cast<double>(gradient[i]) * step.gradient_scale + step.weight_decay * weight;
        double direction = g;
        if (velocity) {
            const double speed = step.first ? g : step.momentum * static_cast<double>(velocity[i]) + g;
            velocity[i] = static_cast<real>(speed);
            direction = step.nesterov ? g + step.momentum * speed : speed;
        }
        w[i] = static_cast<real>(weight - step.learning_rate * direction);
    });
}

double sum_of_squares(const real* x, std::int64_t count) noexcept {
    double total = 0;
    for_each(1, count, [&](std::int64_t) {
        for (std::int64_t i = 0; i < count; ++i) total += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    });
    return total;
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
