// tests/nn/layers/layer_norm_test.cpp: gain and bias beside PyTorch's weight and bias.
#include "nn/layers/layer_norm.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Tensor;

namespace {

void assign(Tensor target, const Tensor& numbers) {
    std::copy(numbers.span().begin(), numbers.span().end(), target.write());
}

}  // namespace

TEST_CASE("a LayerNorm is PyTorch's") {
    for (const char* name : {"layer_norm", "layer_norm_constant"}) {
        const test::Fixture fixture(name);
        nn::Parameters parameters;
        const nn::LayerNorm norm(nn::Builder(parameters) / "norm", 8);
        assign(norm.gain.value, fixture.tensor("param.weight"));
        assign(norm.bias.value, fixture.tensor("param.bias"));
        const core::Variable x = fixture.leaf("in.x"), y = norm(x);
        test::backward(y, fixture.tensor("up.y"));
        fixture.check("out.y", y.value);
        fixture.check("grad.param.weight", norm.gain.grad());
        fixture.check("grad.param.bias", norm.bias.grad());
        fixture.check_gradient(x);
    }
}

TEST_CASE("a LayerNorm starts as (1,0,0,0) -> (1.7320, -0.5773, ...)") {
    nn::Parameters parameters;
    const nn::LayerNorm norm(nn::Builder(parameters) / "norm", 4);
    const Tensor y = norm(core::Variable(Tensor::from({1, 4}, {1, 0, 0, 0}))).value;
    CHECK(y.at({0, 0}) == doctest::Approx(1.7320).epsilon(1e-4));
    for (int i = 1; i < 4; ++i) CHECK(y.at({0, i}) == doctest::Approx(-0.5773).epsilon(1e-4));
}

TEST_CASE("without a bias a LayerNorm is the one whose bias is 0, and has one parameter") {
    nn::Parameters with, without;
    const nn::LayerNorm biased(nn::Builder(with) / "norm", 4), plain(nn::Builder(without) / "norm", 4, 1e-5, false);
    CHECK(with.count() == 2);
    CHECK(without.count() == 1);
    const core::Variable x = Tensor::from({2, 4}, {1, 0, 3, 0, -2, 5, 1, 1});
    const core::Variable y = plain(x);
    CHECK(test::difference(y.value, biased(x).value) == 0);
    test::backward(y, x.value);
    test::backward(biased(x), x.value);
    CHECK(test::difference(plain.gain.grad(), biased.gain.grad()) == 0);
    CHECK_FALSE(plain.bias.requires_grad());
}
