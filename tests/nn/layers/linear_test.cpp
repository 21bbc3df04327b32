// tests/nn/layers/linear_test.cpp: [in, out], bias, the activation within the product. Beside PyTorch: as part of every
// other module.
#include "nn/layers/linear.hpp"

#include <doctest/doctest.h>

#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Tensor;

TEST_CASE("a Linear maps the last axis") {
    nn::Parameters parameters;
    const nn::Linear linear(nn::Builder(parameters) / "linear", 2, 3);
    Tensor weight = linear.weight.value, bias = linear.bias.value;
    REQUIRE(weight.shape() == core::Shape{2, 3});
    for (std::int64_t i = 0; i < 6; ++i) weight.write()[i] = static_cast<real>(i);  // (0 1 2; 3 4 5)
    for (std::int64_t i = 0; i < 3; ++i) bias.write()[i] = real{-5};
    const core::Variable x = Tensor::from({1, 2, 2}, {1, 0, 1, 2});
    CHECK(test::difference(linear(x).value, Tensor::from({1, 2, 3}, {-5, -4, -3, 1, 4, 7})) == 0);
    CHECK(test::difference(linear(x, nn::Activation::relu).value, Tensor::from({1, 2, 3}, {0, 0, 0, 1, 4, 7})) == 0);
}

TEST_CASE("a Linear starts as told, by default as Xavier and with a bias of 0") {
    nn::Parameters parameters;
    const nn::Linear plain(nn::Builder(parameters) / "plain", 4, 4);
    CHECK(test::difference(plain.bias.value, Tensor::zeros({4})) == 0);
    CHECK(test::difference(plain.weight.value, Tensor::zeros({4, 4})) > 0);
    const nn::Linear ones(nn::Builder(parameters) / "ones", 4, 4, {.weight = nn::init::ones()});
    CHECK(test::difference(ones.weight.value, Tensor::full({4, 4}, 1)) == 0);
}

TEST_CASE("the nodes of a module's call carry its name") {
    nn::Parameters parameters;
    const nn::Linear linear(nn::Builder(parameters) / "head" / 3, 2, 2);
    const core::Variable y = linear(core::Variable(Tensor::zeros({1, 2})));
    CHECK(y.node->path.str() == "head.3");
    CHECK(y.node->name() == "linear");
}

TEST_CASE("a Linear may have no bias, with and without an activation") {
    nn::Parameters parameters;
    const nn::Linear linear(nn::Builder(parameters) / "linear", 2, 3, {.weight = nn::init::ones(), .bias = nullptr});
    CHECK(parameters.count() == 1);
    const core::Variable x = Tensor::from({2, 2}, {1, 2, -3, -4});
    CHECK(test::difference(linear(x).value, Tensor::from({2, 3}, {3, 3, 3, -7, -7, -7})) == 0);
    CHECK(test::difference(linear(x, nn::Activation::relu).value, Tensor::from({2, 3}, {3, 3, 3, 0, 0, 0})) == 0);
}
