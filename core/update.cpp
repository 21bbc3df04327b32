// core/update.cpp: checks in front of the kernels that write to parameters.
#include "core/update.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

[[noreturn]] void refuse(const char* what, const Variable& parameter, const std::string& why) {
    throw Error(fmt::format("[{}] '{}' {}", what, parameter.node ? parameter.node->path.str() : "a constant", why));
}

void check(const char* what, const Variable& parameter, std::initializer_list<const Tensor*> states) {
    if (!parameter.node || parameter.grad().empty()) refuse(what, parameter, "has no gradient: run backward first");
    if (parameter.grad().shape() != parameter.shape())
        refuse(what, parameter,
               fmt::format("is {}, its gradient {}", parameter.shape().str(), parameter.grad().shape().str()));
    for (const Tensor* state : states)
        if (state->empty() || state->shape() != parameter.shape())
            refuse(what, parameter,
                   fmt::format("is {}, its state {}", parameter.shape().str(),
                               state->empty() ? "is missing" : state->shape().str()));
}

}  // namespace

void adam_step(Variable& parameter, Tensor& first_moment, Tensor& second_moment, const AdamStep& step) {
    check("adam", parameter, {&first_moment, &second_moment});
    runtime::kernels().adam(parameter.value.write(), first_moment.write(), second_moment.write(),
                            parameter.grad().data(), parameter.value.size(), step);
}

void sgd_step(Variable& parameter, Tensor& velocity, const SgdStep& step) {
    if (step.momentum == 0 && velocity.empty())
        check("sgd", parameter, {});
    else
        check("sgd", parameter, {&velocity});
    runtime::kernels().sgd(parameter.value.write(), velocity.empty() ? nullptr : velocity.write(),
                           parameter.grad().data(), parameter.value.size(), step);
}

double sum_of_squares(const Tensor& x) {
    return runtime::kernels().sum_of_squares(x.data(), x.size());
}

void add_into(Tensor& dst, const Tensor& x) {
    if (dst.shape() != x.shape())
        throw Error(fmt::format("[add_into] {} and {}: shapes differ", dst.shape().str(), x.shape().str()));
    runtime::kernels().scale(dst.write(), true, x.data(), 1, x.size());
}

}  // namespace vitro::core::inline VITRO_REAL
