// tests/core/ops/cross_entropy_test.cpp: the loss by hand, smoothed, with targets that do not count.
#include <cmath>
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("equal logits cost ln(classes) a row, the sum and the count come apart") {
    const Loss loss = cross_entropy(Variable(Tensor::zeros({3, 4})), Indices::from({3}, {0, 1, 3}));
    CHECK(loss.tokens == 3);
    CHECK(loss.sum.value.item() == doctest::Approx(3 * std::log(4.0)));
    CHECK(loss.mean().value.item() == doctest::Approx(std::log(4.0)));
    CHECK(loss.sum.shape() == Shape{});
}

TEST_CASE("the gradient is softmax less the target") {
    const Variable logits = parameter(Tensor::zeros({1, 4}));
    backward(cross_entropy(logits, Indices::from({1}, {2})).sum);
    CHECK(numbers(logits.grad()) == std::vector<double>{0.25, 0.25, -0.75, 0.25});
    logits.clear_grad();
    backward(cross_entropy(logits, Indices::from({1}, {2}), {.smoothing = 0.5}).sum);
    CHECK(numbers(logits.grad()) == std::vector<double>{0.125, 0.125, -0.375, 0.125});
}

TEST_CASE("rows whose target is ignored cost nothing, count nothing and get no gradient") {
    const Variable logits = parameter(Tensor::from({2, 2}, {1, 2, 3, 4}));
    const Loss loss = cross_entropy(logits, Indices::from({2}, {0, 1}), {.ignored = 0});
    CHECK(loss.tokens == 1);
    CHECK(loss.sum.value.item() == doctest::Approx(std::log1p(std::exp(-1.0))).epsilon(1e-5));
    backward(loss.mean());
    CHECK(logits.grad().at({0, 0}) == 0);
    CHECK(logits.grad().at({0, 1}) == 0);
    CHECK(logits.grad().at({1, 0}) == doctest::Approx(1 / (1 + std::exp(1.0))).epsilon(1e-5));
}

TEST_CASE("a batch that does not count at all costs 0, not NaN") {
    const Loss loss = cross_entropy(Variable(Tensor::zeros({2, 3})), Indices::from({2}, {-1, -1}));
    CHECK(loss.tokens == 0);
    CHECK(loss.mean().value.item() == 0);
}

TEST_CASE("targets that are written between forward and backward are noticed") {
    const Variable logits = parameter(Tensor::zeros({1, 4}));
    Indices targets = Indices::from({1}, {2});
    const Variable loss = cross_entropy(logits, targets).sum;
    targets.write()[0] = 1;
    CHECK(error_of([&] { backward(loss); }).starts_with("[cross_entropy] its saved tensor 'targets' (1) was written"));
}

TEST_CASE("losses that cannot be are refused, target and position named") {
    const Variable logits = Tensor::zeros({2, 3});
    const auto refused = [&](const Indices& targets, const CrossEntropyOptions& options = {}) {
        return error_of([&] { cross_entropy(logits, targets, options); });
    };
    CHECK(refused(Indices::from({2}, {0, 3})) ==
          "[cross_entropy] (2,3) x (2): target 3 at position 1: valid are 0 to 2, and -1 to ignore");
    CHECK(refused(Indices::from({2}, {0, -2})) ==
          "[cross_entropy] (2,3) x (2): target -2 at position 1: valid are 0 to 2, and -1 to ignore");
    CHECK(refused(Indices::from({3}, {0, 0, 0})) ==
          "[cross_entropy] (2,3) x (3): logits must be (.., classes) and targets (..)");
    CHECK(refused(Indices::from({2}, {0, 1}), {.smoothing = 1.5}) ==
          "[cross_entropy] (2,3) x (2): a label smoothing of 1.5: valid are 0 to 1");
    CHECK(error_of([] {
              cross_entropy(Variable(Tensor(Shape{2, 0})), Indices::from({2}, {0, 0}));
          }) == "[cross_entropy] (2,0) x (2): logits must be (.., classes) and targets (..)");
    CHECK(error_of([] { cross_entropy(Variable(Tensor::zeros({3})), Indices()); }) ==
          "[cross_entropy] (3): the targets were declared, but never given a value");
    CHECK(error_of([] { cross_entropy(Variable(), Indices::from({}, {0})); }) ==
          "[cross_entropy] input 1 (logits) was declared, but never given a value");
}
