// tests/core/backward_refusals_test.cpp: what the reverse pass refuses, and that it leaves nothing behind then;
// backward_refusals_f64_test.cpp runs this for double.
#include <doctest/doctest.h>
#include <string>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("a pass that runs into a spent part of the graph is refused, and nothing is added") {
    const Variable x = number(3), y = x * x, loss = exp(y);
    backward(loss);
    const Tensor before = x.grad().clone();
    CHECK(error_of([&] { backward(loss); }).starts_with("[backward] backward has already run through exp (node "));
    CHECK(loss.node->grad.empty());
    CHECK(same_bits(x.grad(), before));
    const Variable other = tanh(y) + x;  // runs into the spent part
    CHECK(error_of([&] { backward(other); }).starts_with("[backward] backward has already run through mul (node "));
    CHECK(other.node->grad.empty());
    CHECK(y.node->grad.empty());
    CHECK(same_bits(x.grad(), before));
}

TEST_CASE("what cannot be differentiated is refused in a sentence") {
    const Variable x = parameter(Tensor::zeros({2, 3}));
    CHECK(error_of([&] { backward(x * x); }) == "[backward] (2,3): a loss is one number; sum it, or pass a seed");
    const std::string independent =
        "[backward] the loss depends on no parameter: make one with parameter(), outside of NoGrad";
    CHECK(error_of([&] { backward(constant(1)); }) == independent);
    CHECK(error_of([&] { backward(sum(detach(x))); }) == independent);
    CHECK(error_of([&] { Backward pass(x * x, Tensor::zeros({2})); }) ==
          "[backward] a seed of shape (2) for an output of shape (2,3)");
}

TEST_CASE("what was written between forward and backward is refused before anything is added") {
    const Variable x = number(3), y = number(2);
    Variable a = exp(x);
    const Variable b = a * y, loss = b * b + y;  // add would give y its gradient first
    a.value.write()[0] = 1;                      // mul saved it, and exp its result
    CHECK(error_of([&] { backward(loss); }) ==
          "[mul] its saved tensor 'a' () was written between forward and backward: write to a clone() instead");
    CHECK(x.grad().empty());
    CHECK(y.grad().empty());
    CHECK(loss.node->grad.empty());
}

TEST_CASE("a pass that fails on its way leaves no interior gradient, and ends") {
    const Variable x = number(3), y = number(2);
    Variable a = exp(x);
    const Variable b = a * y, loss = b * b;
    Backward pass(loss);
    REQUIRE(pass.step());
    a.value.write()[0] = 1;  // by whoever steps
    CHECK(error_of([&] { pass.step(); }) ==
          "[mul] its saved tensor 'a' () was written between forward and backward: write to a clone() instead");
    CHECK(x.grad().empty());
    CHECK(y.grad().empty());
    CHECK(a.node->grad.empty());
    CHECK(b.node->grad.empty());
    CHECK_FALSE(pass.step());
}

TEST_CASE("two passes over one node are refused, and the first goes on undisturbed") {
    const Variable x = number(3), shared = exp(x), loss = shared * shared, other = tanh(shared);
    Backward pass(loss);
    REQUIRE(pass.step());
    const Tensor before = shared.node->grad.clone();
    for (const Variable& late : {other, shared})
        CHECK(error_of([&] { backward(late); }).starts_with("[backward] another pass is under way over exp (node "));
    CHECK(error_of([&] { Backward same(loss); }).starts_with("[backward] backward has already run through mul"));
    CHECK(same_bits(shared.node->grad, before));
    CHECK(other.node->grad.empty());
    while (pass.step()) {
    }
    CHECK(x.grad().item() == doctest::Approx(2 * shared.value.item() * shared.value.item()));
}

TEST_CASE("a pass that could not be made stands in nobody's way") {
    const Variable x = number(3), spent = exp(x), loss = tanh(scale(x, 2)) * spent, fresh = loss * x;
    backward(spent);
    CHECK_THROWS_AS(backward(fresh), Error);
    const Variable part = scale(x, 2), sound = exp(part), both = sound + spent;
    CHECK_THROWS_AS(backward(both), Error);
    x.clear_grad();
    backward(sound);  // was looked through by the pass before
    CHECK(x.grad().item() == doctest::Approx(2 * sound.value.item()));
}
