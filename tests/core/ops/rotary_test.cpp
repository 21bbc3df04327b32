// tests/core/ops/rotary_test.cpp: positions as rotations: lengths stay, products depend on the distance alone.
#include <cmath>
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

/// One vector, repeated at each of `time` positions.
Variable repeated(std::initializer_list<double> vector, std::int64_t time) {
    const auto width = static_cast<std::int64_t>(vector.size());
    Tensor x(Shape{1, time, width});
    vitro::real* out = x.write();
    for (std::int64_t t = 0; t < time; ++t)
        for (double value : vector) *out++ = static_cast<vitro::real>(value);
    return x;
}

double product(const Tensor& a, std::int64_t p, const Tensor& b, std::int64_t q) {
    double sum = 0;
    for (std::int64_t j = 0; j < a.shape()[2]; ++j)
        sum += static_cast<double>(a.at({0, p, j})) * static_cast<double>(b.at({0, q, j}));
    return sum;
}

}  // namespace

TEST_CASE("by hand: angles of 1 and 1/100 at position 1, with a base of 10000 and a width of 4") {
    const Tensor y = rotary(repeated({1, 0, 0, 2}, 2), 1).value;
    const double want[] = {1, 0, 0, 2, std::cos(1.0), std::sin(1.0), -2 * std::sin(0.01), 2 * std::cos(0.01)};
    for (int i = 0; i < 8; ++i) CHECK(numbers(y)[i] == doctest::Approx(want[i]));
}

TEST_CASE("each head is turned as the first") {
    const Tensor one = rotary(repeated({1, -2, 3, 0.5}, 5), 1).value;
    const Tensor two = rotary(repeated({1, -2, 3, 0.5, 1, -2, 3, 0.5}, 5), 2).value;
    for (std::int64_t t = 0; t < 5; ++t)
        for (std::int64_t j = 0; j < 8; ++j) CHECK(two.at({0, t, j}) == one.at({0, t, j % 4}));
}

TEST_CASE("the product of query and key depends on their distance alone") {
    const Tensor query = rotary(repeated({1, 2, -1, 0.5, 0.25, 3}, 40), 1).value;
    const Tensor key = rotary(repeated({0.5, -1, 2, 1, -3, 1}, 40), 1).value;
    for (std::int64_t distance : {0, 1, 7})
        for (std::int64_t p = 1; p + distance < 40; ++p)
            CHECK(product(query, p + distance, key, p) == doctest::Approx(product(query, distance, key, 0)));
    CHECK(product(query, 1, key, 0) != doctest::Approx(product(query, 0, key, 0)));
}

TEST_CASE("a later first position continues the same rows, bit for bit") {
    const Tensor whole = rotary(repeated({1, 2, -1, 0.5}, 9), 2).value;
    const Tensor rest = rotary(repeated({1, 2, -1, 0.5}, 4), 2, 5).value;
    for (std::int64_t t = 0; t < 4; ++t)
        for (std::int64_t j = 0; j < 4; ++j) CHECK(rest.at({0, t, j}) == whole.at({0, t + 5, j}));
}

TEST_CASE("the gradient is turned back: a rotation and its gradient undo each other") {
    const Variable x = parameter(repeated({1, 2, -1, 0.5}, 7).value);
    const Variable y = rotary(x, 1, 3, 100);
    Backward pass(y, y.value);
    while (pass.step()) {
    }
    for (std::int64_t i = 0; i < x.value.size(); ++i)
        CHECK(numbers(x.grad())[i] == doctest::Approx(numbers(x.value)[i]));
}

TEST_CASE("what cannot be turned is refused") {
    const Variable x = Tensor::zeros({2, 3, 6});
    CHECK(error_of([&] {
              rotary(Tensor::zeros({3, 6}), 1);
          }) == "[rotary] (3,6): x must be (batch, time, heads * width)");
    CHECK(error_of([&] { rotary(x, 4); }) == "[rotary] (2,3,6): 4 heads do not divide a width of 6");
    CHECK(error_of([&] { rotary(x, 0); }) == "[rotary] (2,3,6): 0 heads do not divide a width of 6");
    CHECK(error_of([&] { rotary(x, 2); }) ==
          "[rotary] (2,3,6): a head of width 3 has no pairs: the width must be even");
    CHECK(error_of([&] { rotary(x, 1, -1); }) == "[rotary] (2,3,6): a first position of -1: valid are 0 and up");
    CHECK(error_of([&] { rotary(x, 1, 0, 0); }) == "[rotary] (2,3,6): a base of 0: valid are positive numbers");
    CHECK(error_of([&] { rotary(Variable(), 1); }) == "[rotary] input 1 (x) was declared, but never given a value");
}
