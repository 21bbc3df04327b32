// nn/optim/adam.cpp: Adam and AdamW. The arithmetic is in kernels/*/update.cpp, here is the correction of the moments:
// they start at 0, so after t steps they are too small by 1 - beta^t.
#include "nn/optim/adam.hpp"

#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/update.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

void require(bool valid, const char* what, double value, const char* range) {
    if (!valid) throw core::Error(fmt::format("[adam] {} {}: valid are {}", what, value, range));
}

void check(const AdamOptions& options) {
    require(options.beta1 >= 0 && options.beta1 < 1, "a beta1 of", options.beta1, "0 up to but not 1");
    require(options.beta2 >= 0 && options.beta2 < 1, "a beta2 of", options.beta2, "0 up to but not 1");
    require(options.epsilon > 0, "an epsilon of", options.epsilon, "positive numbers");
    require(options.weight_decay >= 0, "a weight decay of", options.weight_decay, "0 and up");
}

}  // namespace

Adam::Adam(const Parameters& parameters, const AdamOptions& options) : options_(options) {
    check(options);
    for (const Variable& parameter : parameters)
        entries_.push_back({parameter, Tensor::zeros(parameter.shape()), Tensor::zeros(parameter.shape())});
}

void Adam::step(double learning_rate, double gradient_scale) {
    const double t = static_cast<double>(++steps_);
    core::AdamStep step{.learning_rate = learning_rate,
                        .beta1 = options_.beta1,
                        .beta2 = options_.beta2,
                        .epsilon = options_.epsilon,
                        .decoupled = options_.decoupled,
                        .correction1 = 1 - std::pow(options_.beta1, t),
                        .correction2 = 1 - std::pow(options_.beta2, t),
                        .gradient_scale = gradient_scale};
    for (Entry& entry : entries_) {
        if (entry.parameter.grad().empty()) continue;
        step.weight_decay = decay_of(entry.parameter.shape(), options_.weight_decay, options_.decayed);
        core::adam_step(entry.parameter, entry.first_moment, entry.second_moment, step);
    }
}

std::vector<Optimizer::State> Adam::state() const {
    std::vector<State> list;
    for (const Entry& entry : entries_) {
        list.push_back({"adam.first_moment." + name_of(entry.parameter), entry.first_moment});
        list.push_back({"adam.second_moment." + name_of(entry.parameter), entry.second_moment});
    }
    return list;
}

}  // namespace vitro::nn::inline VITRO_REAL
