// tests/core/ops/softmax_test.cpp: softmax and log_softmax by hand, large numbers, masks and empty rows.
#include <cmath>
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

TEST_CASE("by hand: logarithms of counts") {
    const auto ln = [](double x) { return static_cast<real>(std::log(x)); };
    const Variable x = Tensor::from({1, 3}, {ln(1), ln(2), ln(5)});
    const std::vector<double> p = numbers(softmax(x).value), l = numbers(log_softmax(x).value);
    const double expected[] = {0.125, 0.25, 0.625};
    for (int i = 0; i < 3; ++i) {
        CHECK(p[i] == doctest::Approx(expected[i]).epsilon(1e-6));
        CHECK(l[i] == doctest::Approx(std::log(expected[i])).epsilon(1e-6));
    }
}

TEST_CASE("numbers of any size do not overflow, and a common shift changes nothing") {
    const Variable large = Tensor::from({3}, {1000, 999, 0});
    CHECK(softmax(large).value.at({0}) == doctest::Approx(1 / (1 + std::exp(-1.0))).epsilon(1e-6));
    CHECK(log_softmax(large).value.at({2}) == doctest::Approx(-1000 - std::log1p(std::exp(-1.0))).epsilon(1e-6));
    CHECK(same_bits(softmax(Variable(Tensor::from({2}, {-8, -9}))).value,
                    softmax(Variable(Tensor::from({2}, {8, 7}))).value));
}

TEST_CASE("a gradient that is the same everywhere moves nothing") {
    const Variable x = parameter(Tensor::from({1, 3}, {1, 2, 3}));
    backward(sum(softmax(x)));
    for (double g : numbers(x.grad())) CHECK(std::abs(g) < 1e-7);
}

TEST_CASE("a row shares what it may attend to, and a row with nothing to attend to is 0, gradient included") {
    const Variable x = parameter(Tensor::full({2, 1, 2, 4}, 3));
    const Mask mask = Mask::padding(Indices::from({2}, {2, 0})) & Mask::causal(0);
    const Variable y = softmax(x, mask);
    CHECK(numbers(y.value) == std::vector<double>{1, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    Backward pass(y, Tensor::from({2, 1, 2, 4}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
    while (pass.step()) {
    }
    CHECK(numbers(x.grad()) == std::vector<double>{0, 0, 0, 0, -0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("fused and expanded, scores of any size count as what they are") {
    const Variable x = Tensor::from({3}, {-2e30F, -2e30F, 0});
    const std::vector<std::uint8_t> first_two{1, 1, 0};
    const Mask allowed = Mask::of({3}, first_two);
    const Attribute mask{"mask", allowed};
    const std::vector<double> halves{0.5, 0.5, 0};
    CHECK(numbers(softmax(x, allowed).value) == halves);
    CHECK(numbers(kSoftmax.expand({&x, 1}, {&mask, 1}).value) == halves);
}

TEST_CASE("softmax of what it cannot be of is refused") {
    const Variable scalar = Tensor::scalar(1), x = Tensor::zeros({2, 3, 4, 5});
    CHECK(error_of([&] { softmax(scalar); }) == "[softmax] (): needs at least one axis");
    CHECK(error_of([&] { log_softmax(scalar); }) == "[log_softmax] (): needs at least one axis");
    CHECK(error_of([&] { softmax(x, Mask::padding(Indices::from({1}, {3}))); }) ==
          "[softmax] the mask has 1 lengths for a batch of 2 in scores of shape (2,3,4,5)");
}
