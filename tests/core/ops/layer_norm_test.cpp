// tests/core/ops/layer_norm_test.cpp: normalised rows, by hand.
#include <cmath>
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("the layer norm of (1,0,0,0)") {
    const Variable one = Tensor::full({4}, 1), zero = Tensor::zeros({4});
    const Tensor y = layer_norm(Variable(Tensor::from({4}, {1, 0, 0, 0})), one, zero).value;
    CHECK(y.at({0}) == doctest::Approx(1.7320).epsilon(1e-4));
    for (std::int64_t i = 1; i < 4; ++i) CHECK(y.at({i}) == doctest::Approx(-0.5773).epsilon(1e-4));
}

TEST_CASE("gain and bias act on normalised numbers, a constant row is the bias") {
    const Variable gain = Tensor::from({2}, {3, 5}), bias = Tensor::from({2}, {10, 20});
    const Tensor y = layer_norm(Variable(Tensor::from({2, 2}, {-1, 1, 7, 7})), gain, bias, 0.0).value;
    CHECK(y.at({0, 0}) == doctest::Approx(7));
    CHECK(y.at({0, 1}) == doctest::Approx(25));
    const Tensor flat = layer_norm(Variable(Tensor::from({1, 2}, {7, 7})), gain, bias).value;
    CHECK(numbers(flat) == std::vector<double>{10, 20});
}

TEST_CASE("the gradient is orthogonal to a shift and to a stretch of the row") {
    const Variable x = parameter(Tensor::from({1, 5}, {1, -2, 4, 0, 3}));
    Backward pass(layer_norm(x, Variable(Tensor::full({5}, 1)), Variable(Tensor::zeros({5})), 0.0),
                  Tensor::from({1, 5}, {1, 2, -3, 5, 7}));
    while (pass.step()) {
    }
    double shift = 0, stretch = 0;
    for (std::int64_t i = 0; i < 5; ++i) {
        shift += x.grad().at({0, i});
        stretch += x.grad().at({0, i}) * (x.value.at({0, i}) - 1.2);  // about the mean
    }
    CHECK(std::abs(shift) < 1e-5);
    CHECK(std::abs(stretch) < 1e-5);
}

TEST_CASE("layer norms that do not fit are refused, shapes named") {
    const Variable x = Tensor::zeros({2, 3}), three = Tensor::zeros({3}), four = Tensor::zeros({4});
    CHECK(error_of([&] { layer_norm(x, four, three); }) == "[layer_norm] (2,3) x (4) x (3): gain and bias must be (3)");
    CHECK(error_of([&] { layer_norm(x, three, x); }) == "[layer_norm] (2,3) x (3) x (2,3): gain and bias must be (3)");
    CHECK(error_of([&] { layer_norm(Variable(Tensor::scalar(1)), three, three); }) ==
          "[layer_norm] () x (3) x (3): needs at least one axis");
    const Variable none = Tensor(Shape{0});
    CHECK(error_of([&] {
              layer_norm(Variable(Tensor(Shape{3, 0})), none, none);
          }) == "[layer_norm] (3,0) x (0) x (0): the mean of nothing is not defined");
    CHECK(error_of([&] { layer_norm(x, three, three, -1); }) ==
          "[layer_norm] (2,3) x (3) x (3): an epsilon of -1: it must not be negative");
}
