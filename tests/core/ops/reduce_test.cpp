// tests/core/ops/reduce_test.cpp: sum, mean and max over everything and over an axis.
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

namespace {

Variable sample() {
    return parameter(Tensor::from({2, 3}, {1, 5, 3, 4, 2, 6}));
}

}  // namespace

TEST_CASE("sums, means and maxima over everything and over each axis") {
    const Variable x = sample();
    CHECK(sum(x).value.item() == 21);
    CHECK(mean(x).value.item() == 3.5);
    CHECK(sum(x).shape() == Shape{});
    CHECK(numbers(sum(x, 0).value) == std::vector<double>{5, 7, 9});
    CHECK(numbers(sum(x, -1).value) == std::vector<double>{9, 12});
    CHECK(numbers(mean(x, 1).value) == std::vector<double>{3, 4});
    CHECK(numbers(max(x, 1).value) == std::vector<double>{5, 6});
    CHECK(numbers(max(x, 0).value) == std::vector<double>{4, 5, 6});
    CHECK(sum(x, 1).shape() == Shape{2});
    CHECK(sum(x, 1, Axis::keep).shape() == Shape{2, 1});
    CHECK(max(x, 0, Axis::keep).shape() == Shape{1, 3});
}

TEST_CASE("the gradient of max goes to the first of equal maxima, and only there") {
    const Variable x = parameter(Tensor::from({2, 3}, {7, 7, 1, 2, 3, 3}));
    backward(sum(max(x, 1)));
    CHECK(numbers(x.grad()) == std::vector<double>{1, 0, 0, 0, 1, 0});
}

TEST_CASE("a NaN is the maximum: it is not hidden") {
    const real nan = std::numeric_limits<real>::quiet_NaN();
    CHECK(std::isnan(max(Variable(Tensor::from({3}, {1, nan, 2})), 0).value.item()));
}

TEST_CASE("the sum of nothing is 0, its mean and its maximum are refused") {
    const Variable nothing = Tensor(Shape{0, 3});
    poison_blocks_of({3});
    CHECK(sum(nothing).value.item() == 0);
    CHECK(numbers(sum(nothing, 0).value) == std::vector<double>{0, 0, 0});
    CHECK(error_of([&] { mean(nothing); }) == "[mean] (0,3): the mean of nothing is not defined");
    CHECK(error_of([&] { mean(nothing, 0); }) == "[mean] (0,3): the mean of nothing is not defined");
    CHECK(error_of([&] { max(nothing, 0); }) == "[max] (0,3): the largest of nothing is not defined");
    CHECK(max(nothing, 1).shape() == Shape{0});
}

TEST_CASE("the mean of equal numbers is that number") {
    for (std::int64_t n = 1; n <= 1000; ++n) CHECK(mean(Variable(Tensor::full({n}, 1))).value.item() == 1);
}

TEST_CASE("axes that are not there are refused") {
    const Variable x = sample();
    CHECK(error_of([&] { sum(x, 2); }) == "[sum] (2,3): there is no axis 2: valid are -2 to 1");
    CHECK(error_of([&] { mean(x, -3); }) == "[mean] (2,3): there is no axis -3: valid are -2 to 1");
    CHECK(error_of([&] { max(x, 5); }) == "[max] (2,3): there is no axis 5: valid are -2 to 1");
}
