// nn/optim/schedule.cpp: the learning rate as a function of the step.
#include "nn/optim/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/error.hpp"

namespace vitro::nn {
namespace {

void require_rate(const char* what, double rate) {
    if (!(rate >= 0) || !std::isfinite(rate))
        throw core::Error(fmt::format("[schedule] {} {}: valid are 0 and up", what, rate));
}

void require_at_least(const char* what, std::int64_t value, std::int64_t least) {
    if (value < least) throw core::Error(fmt::format("[schedule] {} {}: valid are {} and up", what, value, least));
}

double rate_of(const ConstantRate& constant, double) {
    return constant.learning_rate;
}

double rate_of(const NoamRate& noam, double step) {
    const double rising = step * std::pow(static_cast<double>(noam.warmup), -1.5);
    return noam.factor / std::sqrt(static_cast<double>(noam.d_model)) * std::min(1 / std::sqrt(step), rising);
}

double rate_of(const CosineRate& cosine, double step) {
    const double done = step - 1, warmup = static_cast<double>(cosine.warmup),
                 decay = static_cast<double>(cosine.decay);
    if (done < warmup) return cosine.peak * step / (warmup + 1);
    if (done > decay) return cosine.minimum;
    const double phase = decay > warmup ? (done - warmup) / (decay - warmup) : 1;
    return cosine.minimum + (cosine.peak - cosine.minimum) * (1 + std::cos(std::numbers::pi * phase)) / 2;
}

}  // namespace

Schedule::Schedule(const ConstantRate& constant) : kind_(constant) {
    require_rate("a learning rate of", constant.learning_rate);
}

Schedule::Schedule(const NoamRate& noam) : kind_(noam) {
    require_rate("a factor of", noam.factor);
    require_at_least("a d_model of", noam.d_model, 1);
    require_at_least("a warm-up of", noam.warmup, 1);
}

Schedule::Schedule(const CosineRate& cosine) : kind_(cosine) {
    require_rate("a peak of", cosine.peak);
    require_rate("a minimum of", cosine.minimum);
    require_at_least("a warm-up of", cosine.warmup, 0);
    require_at_least("a decay that ends at step", cosine.decay, cosine.warmup);
}

double Schedule::rate(std::int64_t step) const {
    return std::visit([step](const auto& kind) { return rate_of(kind, static_cast<double>(step)); }, kind_);
}

}  // namespace vitro::nn
