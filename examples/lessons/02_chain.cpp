// examples/lessons/02_chain.cpp: a chain of operations, its gradient by hand, and the same gradient step by step.
//
//   y = tanh(w x + b)^2          u = w x + b,  t = tanh u,  y = t^2
//   dy/dt = 2 t,  dt/du = 1 - t^2,  du/dw = x        so   dy/dw = 2 t (1 - t^2) x
//
// The chain rule multiplies derivatives along the way back. A Backward pass does one node for each step(), so we can
// look at the number that travels.
#include <cmath>
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"

using namespace vitro::core;

int main() {
    const Variable w = parameter(Tensor::scalar(0.7f)), b = parameter(Tensor::scalar(-0.2f));
    const Variable x = Tensor::scalar(1.5f);
    const Variable t = tanh(w * x + b);
    const Variable y = t * t;
    fmt::print("y = {:.6f}\n\n", y.value.item());

    const double by_hand_t = std::tanh(0.7 * 1.5 - 0.2);
    const double by_hand = 2 * by_hand_t * (1 - by_hand_t * by_hand_t);

    fmt::print("on the way back    {:<26}{}\n", "rule", "gradient that arrives");
    Backward pass(y);
    while (pass.step()) {
        const Node& node = pass.node();
        fmt::print("  node {} {:<10}  {:<26}{:.6f}\n", node.id, node.name(), node.op->vjp, node.grad.item());
    }
    fmt::print("\n        by the pass   by hand\n");
    fmt::print("dy/dw   {:.6f}      {:.6f}\n", w.grad().item(), by_hand * 1.5);
    fmt::print("dy/db   {:.6f}      {:.6f}\n", b.grad().item(), by_hand);
}
