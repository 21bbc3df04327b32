// examples/lessons/01_expression.cpp: the expression of micrograd's README, and its gradient.
//
// micrograd prints 24.7041, 138.8338 and 645.5773: it computes in double. The last digit of the last is 2 in float.
//
// Every operation computes its value at once and leaves a node behind. backward() visits the nodes in the opposite
// order and asks each for its share of the derivative: that is all of reverse-mode automatic differentiation.
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"

using namespace vitro::core;

namespace {

Variable number(float x) {
    return Tensor::scalar(x);
}

}  // namespace

int main() {
    const Variable a = parameter(Tensor::scalar(-4)), b = parameter(Tensor::scalar(2));
    Variable c = a + b;
    Variable d = a * b + b * b * b;
    c = c + c + number(1);
    c = c + number(1) + c - a;
    d = d + scale(d, 2) + relu(b + a);
    d = d + scale(d, 3) + relu(b - a);
    const Variable e = c - d;
    const Variable f = e * e;
    const Variable g = scale(f, 0.5) + number(10) / f;

    fmt::print("g     = {:.4f}\n", g.value.item());
    backward(g);
    fmt::print("dg/da = {:.4f}\n", a.grad().item());
    fmt::print("dg/db = {:.4f}\n", b.grad().item());
}
