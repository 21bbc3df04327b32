// tests/consumers/consumer.cpp: what each consumer builds: a gradient, with the headers as people include them.
#include <cstdio>

#include "core/backward.hpp"
#include "core/ops.hpp"

int main() {
    namespace core = vitro::core;
    const core::Variable x = core::parameter(core::Tensor::from({3}, {1, 2, 3}));
    core::backward(core::sum(core::mul(x, x)));
    std::printf("x =");
    for (const float value : x.value.span()) std::printf(" %g", static_cast<double>(value));
    std::printf(", d(x.x)/dx =");
    for (const float value : x.grad().span()) std::printf(" %g", static_cast<double>(value));
    std::printf("\n");
}
