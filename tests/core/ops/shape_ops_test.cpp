// tests/core/ops/shape_ops_test.cpp: numbers change places, never values.
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

Variable two_by_three() {
    return parameter(Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6}));
}

/// Seeds with 1, 10, 100, ... to see where each number comes from.
std::vector<double> gradient_of(const Variable& x, const Variable& y) {
    Tensor seed(y.shape());
    vitro::real power = 1, *out = seed.write();
    for (std::int64_t i = 0; i < seed.size(); ++i, power *= 10) out[i] = power;
    Backward pass(y, seed);
    while (pass.step()) {
    }
    return numbers(x.grad());
}

}  // namespace

TEST_CASE("reshape sees the same numbers, its gradient is a copy of its own") {
    const Variable x = two_by_three(), y = reshape(x, {3, 2});
    CHECK(y.shape() == Shape{3, 2});
    CHECK(y.value.data() == x.value.data());
    Backward pass(sum(y), Keep::all);
    while (pass.step()) {
    }
    CHECK(x.grad().storage() != y.node->grad.storage());
    CHECK(numbers(x.grad()) == std::vector<double>(6, 1));
}

TEST_CASE("permute and transpose move axes, and the gradient moves back") {
    const Variable x = two_by_three();
    CHECK(numbers(transpose(x).value) == std::vector<double>{1, 4, 2, 5, 3, 6});
    CHECK(numbers(permute(x, {-1, 0}).value) == std::vector<double>{1, 4, 2, 5, 3, 6});
    CHECK(gradient_of(x, transpose(x)) == std::vector<double>{1, 100, 10000, 10, 1000, 100000});
    const Variable cube = Tensor::from({2, 1, 3}, {1, 2, 3, 4, 5, 6});
    CHECK(permute(cube, {2, 0, 1}).shape() == Shape{3, 2, 1});
    CHECK(permute(cube, {2, 0, 1}).value.at({2, 1, 0}) == 6);
    CHECK(transpose(cube).shape() == Shape{2, 3, 1});
}

TEST_CASE("sizes change places at once: no shape in between need exist") {
    constexpr std::int64_t kMany = std::int64_t{1} << 29;
    CHECK(transpose(Variable(Tensor(Shape{0, kMany}))).shape() == Shape{kMany, 0});
}

TEST_CASE("slice takes a part of an axis, and outside of it the gradient is 0") {
    const Variable x = two_by_three();
    CHECK(numbers(slice(x, 1, 1, 2).value) == std::vector<double>{2, 3, 5, 6});
    CHECK(numbers(slice(x, -2, 1, 1).value) == std::vector<double>{4, 5, 6});
    CHECK(slice(x, 0, 2, 0).shape() == Shape{0, 3});
    CHECK(gradient_of(x, slice(x, 1, 1, 2)) == std::vector<double>{0, 1, 10, 0, 100, 1000});
}

TEST_CASE("concat joins along an axis, and each part gets its part of the gradient") {
    const Variable a = two_by_three(), b = parameter(Tensor::from({2, 1}, {7, 8}));
    const Variable wide = concat({a, b}, -1);
    CHECK(numbers(wide.value) == std::vector<double>{1, 2, 3, 7, 4, 5, 6, 8});
    CHECK(gradient_of(b, wide) == std::vector<double>{1000, 10000000});
    CHECK(numbers(a.grad()) == std::vector<double>{1, 10, 100, 10000, 100000, 1000000});
    CHECK(numbers(concat({b, b}, 0).value) == std::vector<double>{7, 8, 7, 8});
    CHECK(concat({a}, 0).shape() == Shape{2, 3});
}

TEST_CASE("what slice takes out, concat puts together") {
    const Variable x = parameter(Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6}));
    const Variable left = slice(x, 1, 0, 1), right = slice(x, 1, 1, 2);
    CHECK(numbers(right.value) == std::vector<double>{2, 3, 5, 6});
    const Variable swapped = concat({right, left}, 1);
    CHECK(numbers(swapped.value) == std::vector<double>{2, 3, 1, 5, 6, 4});
    backward(sum(swapped * Variable(Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6}))));
    CHECK(numbers(x.grad()) == std::vector<double>{3, 1, 2, 6, 4, 5});
}

TEST_CASE("detach shares the numbers and lets nothing flow back") {
    const Variable x = two_by_three(), y = detach(x);
    CHECK(y.value.data() == x.value.data());
    CHECK_FALSE(y.requires_grad());
    backward(sum(x * y));
    CHECK(numbers(x.grad()) == numbers(x.value));
}

TEST_CASE("what does not fit is refused, op and shapes named") {
    const Variable x = two_by_three();
    CHECK(error_of([&] { reshape(x, {4}); }) == "[reshape] (2,3) cannot be seen as (4): 6 and 4 elements");
    CHECK(error_of([&] { permute(x, {0}); }) == "[permute] (2,3): (0) is not an order of its 2 axes");
    CHECK(error_of([&] { permute(x, {0, 0}); }) == "[permute] (2,3): (0,0) is not an order of its 2 axes");
    CHECK(error_of([&] { permute(x, {0, -2}); }) == "[permute] (2,3): (0,0) is not an order of its 2 axes");
    CHECK(error_of([&] { permute(x, {0, 2}); }) == "[permute] (2,3): there is no axis 2: valid are -2 to 1");
    CHECK(error_of([] { transpose(Variable(Tensor::zeros({3}))); }) == "[permute] (3): a transpose needs two axes");
    CHECK(error_of([&] { slice(x, 1, 2, 2); }) ==
          "[slice] (2,3): 2 entries from 2 on are not all among the 3 of axis 1");
    CHECK(error_of([&] { slice(x, 1, -1, 2); }) ==
          "[slice] (2,3): 2 entries from -1 on are not all among the 3 of axis 1");
    CHECK(
        error_of([&] { slice(x, 1, 1, INT64_MAX); }).starts_with("[slice] (2,3): 9223372036854775807 entries from 1"));
    CHECK(error_of([&] { slice(x, 2, 0, 1); }) == "[slice] (2,3): there is no axis 2: valid are -2 to 1");
    CHECK(error_of([] { concat(std::span<const Variable>(), 0); }) == "[concat] nothing to join");
    CHECK(error_of([&] {
              concat({x, Variable(Tensor::zeros({2, 2}))}, 0);
          }) == "[concat] (2,3) x (2,2): all sizes but that of the joined axis must agree");
    CHECK(error_of([&] {
              concat({x, Variable(Tensor::zeros({2}))}, 0);
          }) == "[concat] (2,3) x (2): all sizes but that of the joined axis must agree");
    CHECK(error_of([&] { concat({x, x}, 2); }) == "[concat] (2,3): there is no axis 2: valid are -2 to 1");
}
