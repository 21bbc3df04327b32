// tests/nn/parity_ops_test.cpp: single operations beside PyTorch's: values and gradients.
#include <doctest/doctest.h>

#include "core/ops.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Shape;
using core::Tensor;
using core::Variable;
using test::Fixture;

namespace {

/// y = f(x) and dL/dx from up.y.
void check_unary(const std::string& name, Variable (*function)(const Variable&)) {
    const Fixture fixture(name);
    const Variable x = fixture.leaf("in.x");
    const Variable y = function(x);
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    fixture.check_gradient(x);
}

void check_layer_norm(const std::string& name) {
    const Fixture fixture(name);
    const Variable x = fixture.leaf("in.x"), gain = fixture.leaf("param.weight"), bias = fixture.leaf("param.bias");
    const Variable y = core::layer_norm(x, gain, bias, fixture.number("eps"));
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    for (const Variable& leaf : {x, gain, bias}) fixture.check_gradient(leaf);
}

void check_attention(const std::string& name, const core::Mask& mask) {
    const Fixture fixture("attention_" + name);
    const Variable query = fixture.leaf("vitro.in.query"), key = fixture.leaf("vitro.in.key"),
                   value = fixture.leaf("vitro.in.value");
    Tensor weights;
    const Variable y =
        core::attention(query, key, value, {.heads = fixture.count("heads"), .mask = mask, .weights = &weights});
    test::backward(y, fixture.tensor("vitro.up.y"));
    fixture.check("vitro.out.y", y.value);
    fixture.check("out.weights", weights);
    for (const Variable& leaf : {query, key, value}) fixture.check_gradient(leaf);
}

void check_rotary(const std::string& name) {
    const Fixture fixture(name);
    const Variable x = fixture.leaf("in.x");
    const Variable y = core::rotary(x, fixture.count("heads"), fixture.count("first"), fixture.number("base"));
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    fixture.check_gradient(x);
}

void check_cross_entropy(const std::string& name) {
    const Fixture fixture(name);
    const Variable logits = fixture.leaf("in.logits");
    const core::Loss loss = core::cross_entropy(logits, fixture.indices("in.targets"),
                                                {.smoothing = fixture.number("label_smoothing"),
                                                 .ignored = static_cast<std::int32_t>(fixture.count("ignore_index"))});
    CHECK(loss.tokens == fixture.indices("out.tokens").data()[0]);
    const Variable result = fixture.text("reduction") == "sum" ? loss.sum : loss.mean();
    core::backward(result);
    fixture.check("out.loss", result.value.reshape({1}));
    fixture.check_gradient(logits);
}

}  // namespace

TEST_CASE("activations are PyTorch's") {
    check_unary("gelu_erf", core::gelu);
    check_unary("gelu_tanh", core::gelu_tanh);
    check_unary("silu", core::silu);
}

TEST_CASE("softmax and log_softmax are PyTorch's") {
    check_unary("softmax", [](const Variable& x) { return core::softmax(x); });
    check_unary("log_softmax", core::log_softmax);
}

TEST_CASE("layer_norm is PyTorch's") {
    for (const char* name : {"layer_norm", "layer_norm_unit", "layer_norm_constant"}) check_layer_norm(name);
}

TEST_CASE("attention is PyTorch's under every kind of mask") {
    check_attention("none", core::Mask::none());
    check_attention("causal", core::Mask::causal());
    check_attention("causal_offset", core::Mask::causal(Fixture("attention_causal_offset").count("causal_offset")));
    const auto lengths = [](const char* name) { return core::Mask::padding(Fixture(name).indices("in.key_lengths")); };
    check_attention("padding", lengths("attention_padding"));
    check_attention("causal_padding", core::Mask::causal() & lengths("attention_causal_padding"));
    check_attention("tensor", Fixture("attention_tensor").mask("in.mask"));
}

TEST_CASE("attention takes the same rules as a table") {
    for (const char* name : {"none", "causal", "causal_offset", "padding", "causal_padding"})
        check_attention(name, Fixture(std::string("attention_") + name).mask("in.mask"));
}

TEST_CASE("cross_entropy is PyTorch's") {
    for (const char* name : {"cross_entropy", "cross_entropy_ignored", "cross_entropy_smoothed",
                             "cross_entropy_smoothed_ignored", "cross_entropy_smoothed_ignored_sum"})
        check_cross_entropy(name);
}

TEST_CASE("embedding is PyTorch's") {
    const Fixture fixture("embedding");
    const Variable table = fixture.leaf("param.weight");
    const Variable y = core::embedding(table, fixture.indices("in.ids"));
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    fixture.check_gradient(table);
}

TEST_CASE("rotary positions are the complex products of the formula") {
    check_rotary("rotary");
}
