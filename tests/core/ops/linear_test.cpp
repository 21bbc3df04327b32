// tests/core/ops/linear_test.cpp: the fused layer, by hand and refused. Beside its expansion: expansions_test.cpp.
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("by hand: x W + b and its gradients") {
    const Variable x = parameter(Tensor::from({2, 2}, {1, 2, 3, 4})), b = parameter(Tensor::from({3}, {10, 20, 30}));
    const Variable w = parameter(Tensor::from({2, 3}, {1, 0, -1, 0, 1, 1}));
    const Variable y = linear(x, w, b);
    CHECK(numbers(y.value) == std::vector<double>{11, 22, 31, 13, 24, 31});
    CHECK(numbers(linear(x, w).value) == std::vector<double>{1, 2, 1, 3, 4, 1});
    backward(sum(y));
    CHECK(numbers(x.grad()) == std::vector<double>{0, 2, 0, 2});
    CHECK(numbers(w.grad()) == std::vector<double>{4, 4, 4, 6, 6, 6});
    CHECK(numbers(b.grad()) == std::vector<double>{2, 2, 2});
}

TEST_CASE("with relu, what is cut off lets nothing through") {
    const Variable x = parameter(Tensor::from({1, 1}, {1})), w = parameter(Tensor::from({1, 2}, {3, -3}));
    const Variable b = parameter(Tensor::zeros({2}));
    const Variable y = linear(x, w, b, Activation::relu);
    CHECK(numbers(y.value) == std::vector<double>{3, 0});
    CHECK(to_string(y.node->attributes) == "activation=relu");
    backward(sum(y));
    CHECK(numbers(w.grad()) == std::vector<double>{1, 0});
    CHECK(numbers(b.grad()) == std::vector<double>{1, 0});
    CHECK(x.grad().item() == 3);
}

TEST_CASE("all axes but the last are rows, and no rows give gradients of 0") {
    const Variable w = parameter(Tensor::full({3, 4}, 1)), b = parameter(Tensor::zeros({4}));
    CHECK(linear(Tensor::full({2, 5, 3}, 1), w, b).shape() == Shape{2, 5, 4});
    CHECK(linear(Tensor::full({3}, 1), w, b).shape() == Shape{4});
    poison_blocks_of({3, 4});
    poison_blocks_of({4});
    backward(sum(linear(Tensor(Shape{0, 3}), w, b)));
    CHECK(numbers(w.grad()) == std::vector<double>(12, 0));
    CHECK(numbers(b.grad()) == std::vector<double>(4, 0));
}

TEST_CASE("what it costs: products, the bias, the activation") {
    const Variable inputs[] = {Tensor::zeros({4, 8}), Tensor::zeros({8, 16}), Tensor::zeros({16})};
    const Tensor y = Tensor::zeros({4, 16});
    const auto cost = [&](std::size_t count, Activation activation) {
        const Attribute attribute{"activation", activation};
        return kLinear.cost({inputs, count}, y, {&attribute, 1});
    };
    CHECK(cost(2, Activation::none).flops == 2 * 4 * 16 * 8);
    CHECK(cost(3, Activation::none).flops == 2 * 4 * 16 * 8 + 4 * 16);
    CHECK(cost(3, Activation::gelu_tanh).flops == 2 * 4 * 16 * 8 + 2 * 4 * 16);
    CHECK(cost(3, Activation::none).bytes == static_cast<std::int64_t>(sizeof(vitro::real)) * (32 + 128 + 16 + 64));
}

TEST_CASE("layers that do not fit are refused, shapes named") {
    const Variable x = Tensor::zeros({2, 3}), w = Tensor::zeros({4, 5}), b = Tensor::zeros({4});
    CHECK(error_of([&] { linear(x, w); }) ==
          "[linear] (2,3) x (4,5): the weight must be (in, out) with as many inputs as x has columns");
    CHECK(error_of([&] { linear(Variable(Tensor::scalar(1)), w); }) ==
          "[linear] () x (4,5): the weight must be (in, out) with as many inputs as x has columns");
    CHECK(error_of([&] {
              linear(Variable(Tensor::zeros({2, 4})), w, b);
          }) == "[linear] (2,4) x (4,5) x (4): the bias must be (5)");
}
