// tests/consumers/consumer.cpp: what each consumer builds: the gradient that the README shows.
#include <cstdio>

#include "core/backward.hpp"
#include "core/ops.hpp"

using namespace vitro::core;

int main() {
    const Variable x = parameter(Tensor::from({3}, {1, 2, 3}));
    backward(sum(x * x));
    const Tensor gradient = x.grad();
    std::printf("x =");
    for (const float value : x.value.span()) std::printf(" %g", static_cast<double>(value));
    std::printf(", d(x.x)/dx =");
    for (const float value : gradient.span()) std::printf(" %g", static_cast<double>(value));
    std::printf("\n");
}
