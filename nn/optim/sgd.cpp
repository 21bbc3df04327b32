// nn/optim/sgd.cpp: stochastic gradient descent. The arithmetic is in kernels/*/update.cpp.
#include "nn/optim/sgd.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/update.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

void check(const SgdOptions& options) {
    if (!(options.momentum >= 0 && options.momentum < 1))
        throw core::Error(fmt::format("[sgd] a momentum of {}: valid are 0 up to but not 1", options.momentum));
    if (!(options.weight_decay >= 0))
        throw core::Error(fmt::format("[sgd] a weight decay of {}: valid are 0 and up", options.weight_decay));
    if (options.nesterov && options.momentum == 0) throw core::Error("[sgd] nesterov needs a momentum above 0");
}

}  // namespace

Sgd::Sgd(const Parameters& parameters, const SgdOptions& options) : options_(options) {
    check(options);
    for (const Variable& parameter : parameters)
        entries_.push_back({parameter, options.momentum > 0 ? Tensor::zeros(parameter.shape()) : Tensor()});
}

void Sgd::step(double learning_rate, double gradient_scale) {
    // The velocity starts as zeros: momentum * 0 + g is the first step's g.
    core::SgdStep step{.learning_rate = learning_rate,
                       .momentum = options_.momentum,
                       .nesterov = options_.nesterov,
                       .first = false,
                       .gradient_scale = gradient_scale};
    for (Entry& entry : entries_) {
        if (entry.parameter.grad().empty()) continue;
        step.weight_decay = decay_of(entry.parameter.shape(), options_.weight_decay, options_.decayed);
        core::sgd_step(entry.parameter, entry.velocity, step);
    }
    ++steps_;
}

std::vector<Optimizer::State> Sgd::state() const {
    std::vector<State> list;
    for (const Entry& entry : entries_)
        if (!entry.velocity.empty()) list.push_back({"sgd.velocity." + name_of(entry.parameter), entry.velocity});
    return list;
}

}  // namespace vitro::nn::inline VITRO_REAL
