// tests/nn/layers/feed_forward_test.cpp: the two maps are what PyTorch's layers have; which activation, which dropout.
#include "nn/layers/feed_forward.hpp"

#include <doctest/doctest.h>

#include "core/context.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Tensor;
using core::Variable;
using nn::Activation;

TEST_CASE("a FeedForward is linear2(activation(linear1(x)))") {
    const Variable x = nn::Parameters(3).add(core::Path() / "x", {2, 3, 6}, nn::init::normal(1));
    for (const Activation activation :
         {Activation::relu, Activation::gelu_erf, Activation::gelu_tanh, Activation::silu}) {
        nn::Parameters parameters;
        const nn::FeedForward feed_forward(nn::Builder(parameters), 6, 10, activation);
        const Tensor y = feed_forward(x).value;
        const Variable hidden = core::linear(x, feed_forward.linear1.weight, feed_forward.linear1.bias);
        const Variable active = activation == Activation::relu        ? core::relu(hidden)
                                : activation == Activation::gelu_erf  ? core::gelu(hidden)
                                : activation == Activation::gelu_tanh ? core::gelu_tanh(hidden)
                                                                      : core::silu(hidden);
        const Variable& weight = feed_forward.linear2.weight;
        CHECK(test::difference(y, core::linear(active, weight, feed_forward.linear2.bias).value) < 1e-6);
    }
}

TEST_CASE("the hidden layer is dropped, the output is not") {
    nn::Parameters parameters;
    const nn::FeedForward feed_forward(nn::Builder(parameters), 4, 1000, Activation::relu, 0.5);
    Tensor bias = feed_forward.linear1.bias.value, weight = feed_forward.linear2.weight.value;
    std::fill_n(bias.write(), bias.size(), real{1});
    std::fill_n(weight.write(), weight.size(), static_cast<real>(0.001));
    const core::Training training(1, 1);
    const Tensor y = feed_forward(core::Variable(Tensor::zeros({3, 4}))).value;  // 1 in the mean, never 0
    for (const real value : y.span()) {
        CHECK(value > 0.8);
        CHECK(value < 1.2);
        CHECK(value != 1);
    }
}
