// tests/nn/layers/attention_test.cpp: self- and cross-attention beside torch.nn.MultiheadAttention.
#include "nn/layers/attention.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "core/context.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Mask;
using core::Tensor;
using core::Variable;
using test::Fixture;

namespace {

Mask mask_of(const Fixture& fixture) {
    Mask mask;
    if (fixture.has("in.key_lengths")) mask = mask & Mask::padding(fixture.indices("in.key_lengths"));
    if (fixture.has_setting("causal_offset")) mask = mask & Mask::causal(fixture.count("causal_offset"));
    return mask;
}

/// [batch, heads, queries, keys] -> [batch, queries, keys]
Tensor mean_over_heads(const Tensor& weights) {
    return core::mean(Variable(weights), 1).value;
}

void check_module(const std::string& name) {
    const Fixture fixture("multihead_attention_" + name);
    nn::Parameters parameters;
    const nn::MultiHeadAttention attention(nn::Builder(parameters), fixture.count("d_model"), fixture.count("heads"));
    fixture.load(parameters);
    const Variable x = fixture.leaf("in.x");
    const Variable memory = fixture.text("cross") == "true" ? fixture.leaf("in.memory") : x;
    Tensor weights;
    const Variable y = attention(x, memory, mask_of(fixture), &weights);
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    fixture.check("out.weights_per_head", weights);
    fixture.check("out.weights", mean_over_heads(weights));
    fixture.check_gradient(x);
    fixture.check_gradient(memory);
    fixture.check_gradients(parameters);
}

}  // namespace

TEST_CASE("self-attention is PyTorch's") {
    for (const char* name : {"self", "self_padding", "self_causal"}) check_module(name);
}

TEST_CASE("cross-attention is PyTorch's") {
    for (const char* name : {"cross", "cross_padding"}) check_module(name);
}

TEST_CASE("query, key and value start as parts of one matrix of three times the width, the output as its own") {
    constexpr std::int64_t kWidth = 64;
    nn::Parameters parameters;
    const nn::MultiHeadAttention attention(nn::Builder(parameters), kWidth, 2);
    const auto greatest = [](const nn::Linear& map) {
        const Tensor& w = map.weight.value;
        return std::abs(
            *std::max_element(w.data(), w.data() + w.size(), [](auto a, auto b) { return std::abs(a) < std::abs(b); }));
    };
    const double bound = std::sqrt(6.0 / (4 * kWidth));
    for (const nn::Linear* map : {&attention.query, &attention.key, &attention.value})
        CHECK(greatest(*map) == doctest::Approx(bound).epsilon(0.01));
    CHECK(greatest(attention.output) == doctest::Approx(std::sqrt(2.0) * bound).epsilon(0.01));
}

TEST_CASE("asking for the weights changes nothing") {
    nn::Parameters parameters;
    const nn::MultiHeadAttention attention(nn::Builder(parameters), 8, 2);
    const Variable x = nn::Parameters(3).add(core::Path() / "x", {2, 5, 8}, nn::init::normal(1));
    Tensor weights;
    const Tensor with = attention(x, x, Mask::causal(), &weights).value;
    CHECK(test::difference(attention(x, x, Mask::causal()).value, with) == 0);
    CHECK(weights.shape() == core::Shape{2, 2, 5, 5});
}

TEST_CASE("dropout acts on the weights, in training only") {
    nn::Parameters parameters;
    const nn::Builder at(parameters);
    const nn::MultiHeadAttention dropping(at / "attention", 8, 2, 0.5);
    const Variable x = nn::Parameters(3).add(core::Path() / "x", {2, 5, 8}, nn::init::normal(1));
    const Tensor calm = dropping(x, x).value;
    CHECK(test::difference(dropping(x, x).value, calm) == 0);
    const core::Training training(1, 1);
    const Tensor dropped = dropping(x, x).value;
    CHECK(test::difference(dropped, calm) > 0.01);
    CHECK(test::difference(dropping(x, x).value, dropped) == 0);
}
