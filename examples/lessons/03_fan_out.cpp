// examples/lessons/03_fan_out.cpp: a value that is used twice gets two contributions, and they add up.
//
//   y = x * x + 3 x       dy/dx = 2 x + 3
//
// x flows into the product twice and into the scaling once. Each use sends back its own share; the gradient is their
// sum. This is why gradients are added (+=) and never overwritten, and why they must be cleared before the next pass:
// what was there counts as one more contribution.
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"

using namespace vitro::core;

namespace {

Variable parabola(const Variable& x) {
    const Variable square = x * x;  // by itself: C++ leaves open which operand of a + is computed first
    return square + scale(x, 3);
}

/// Runs a pass that keeps what it adds, and tells what arrives at x.
void contributions_to(const Variable& x, const Variable& y) {
    int count = 0;
    double total = 0;
    Backward pass(y, Keep::all);
    while (pass.step()) {
        for (const Contribution& contribution : pass.contributions()) {
            if (!(pass.node().inputs[contribution.input] == x.node)) continue;
            total += contribution.value.item();
            fmt::print("  {}. from {:<6} {:+.1f}   dy/dx so far {:.1f}\n", ++count, pass.node().name(),
                       contribution.value.item(), total);
        }
    }
}

}  // namespace

int main() {
    const Variable x = parameter(Tensor::scalar(2));
    fmt::print("dy/dx before the pass: {}\n", x.grad().empty() ? "unset" : "set");
    contributions_to(x, parabola(x));
    fmt::print("dy/dx = {:.1f}, as 2 x + 3 says\n\n", x.grad().item());

    backward(parabola(x));
    fmt::print("a second pass without clearing: {:.1f}, twice as much\n", x.grad().item());
    x.clear_grad();
    backward(parabola(x));
    fmt::print("cleared first:                  {:.1f}\n\n", x.grad().item());

    const Variable y = parabola(x);
    backward(y);
    try {
        backward(y);
    } catch (const std::exception& error) {
        fmt::print("the same graph again: {}\n", error.what());
    }
}
