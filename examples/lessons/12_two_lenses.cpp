// examples/lessons/12_two_lenses.cpp: one operation, seen whole and seen in parts.
//
// For speed, softmax is one op with one hand-derived gradient. For understanding, every such op can be opened into
// primitive ops: then the chain rule alone has to find that gradient. Both lenses must show the same numbers, and a
// test proves it for every fused op; here we look at one.
#include <algorithm>
#include <cmath>
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "examples/lessons/show.hpp"

using namespace vitro::core;
using lessons::show;

namespace {

/// The gradient of sum(y * upstream), and the ops that the pass went through.
Tensor gradient(const Variable& x, const Variable& y, const Variable& upstream) {
    x.clear_grad();
    Backward pass(y, upstream.value, Keep::all);
    while (pass.step()) fmt::print("    {:<8} {}\n", pass.node().name(), pass.node().op->vjp);
    return x.grad();
}

double largest_difference(const Tensor& a, const Tensor& b) {
    double largest = 0;
    for (std::int64_t i = 0; i < a.size(); ++i)
        largest = std::max<double>(largest, std::abs(a.data()[i] - b.data()[i]));
    return largest;
}

}  // namespace

int main() {
    const Variable x = parameter(Tensor::from({1, 4}, {2, 1, 0, -1}));
    const Variable upstream = Tensor::from({1, 4}, {1, 0, 0, 0.5f});

    const Variable whole = softmax(x);
    fmt::print("softmax: {}\n", kSoftmax.formula);
    fmt::print("  back through the whole:\n");
    const Tensor one = gradient(x, whole, upstream);

    const Variable in_parts = kSoftmax.expand(Inputs(&x, 1), whole.node->attributes);
    fmt::print("  back through the parts:\n");
    const Tensor other = gradient(x, in_parts, upstream);

    show("y, whole", whole, 6);
    show("y, in parts", in_parts, 6);
    show("dx, whole", one, 6);
    show("dx, in parts", other, 6);
    fmt::print("largest difference below 1e-6: {}\n", largest_difference(one, other) < 1e-6 ? "yes" : "no");
}
