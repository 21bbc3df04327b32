// examples/lessons/07_layer_norm.cpp: normalising a row, and the two directions in which no gradient can flow.
//
//   n = (x - mean x) / sqrt(var x + eps),  y = g n + b      var with 1/width (biased), eps inside the root
//
// Adding a constant to x leaves n as it is; so does stretching x, but for eps (1.7320, and stretched 1.7321). So the
// gradient has no part along (1, 1, .., 1) and next to none along n: both inner products print as 0.
#include <cmath>
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "examples/lessons/show.hpp"

using namespace vitro::core;
using lessons::show;

namespace {

Variable normalise(const Variable& x) {
    const std::int64_t width = x.value.cols();
    return layer_norm(x, Tensor::full({width}, 1), Tensor::zeros({width}));
}

/// The inner product, rounded so that -0.0000 reads 0.0000.
double inner(const Tensor& a, const Tensor& b) {
    const double value = sum(Variable(a) * Variable(b)).value.item();
    return std::abs(value) < 5e-5 ? 0 : value;
}

}  // namespace

int main() {
    show("x", Tensor::from({4}, {1, 0, 0, 0}));
    show("normalised", normalise(Tensor::from({4}, {1, 0, 0, 0})));
    show("shifted by 7", normalise(Tensor::from({4}, {8, 7, 7, 7})));
    show("stretched by 100", normalise(Tensor::from({4}, {100, 0, 0, 0})));

    const Variable x = parameter(Tensor::from({4}, {2, -1, 0.5f, 3}));
    const Variable n = normalise(x);
    const Variable upstream = Tensor::from({4}, {1, -2, 3, 0.5f});
    backward(sum(n * upstream));
    fmt::print("\n");
    show("x", x);
    show("n", n);
    show("upstream dy", upstream);
    show("dx", x.grad());
    fmt::print("dx . (1,1,1,1) = {:.4f}\n", inner(x.grad(), Tensor::full({4}, 1)));
    fmt::print("dx . n         = {:.4f}\n", inner(x.grad(), n.value));
}
