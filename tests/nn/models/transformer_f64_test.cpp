// tests/nn/models/transformer_f64_test.cpp: every gradient of whole Transformers against central differences, in
// double, dropout included.
#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/context.hpp"
#include "nn/models/transformer.hpp"
#include "tests/nn/models/examples.hpp"

using namespace vitro;
using core::Tensor;
using core::Variable;
using test::Example;

namespace {

double loss(const Example& example, bool differentiate) {
    const core::Training training(5, 1);
    const test::Sentences s = test::two_sentences();
    const Variable logits = example.model(s.source, s.source_lengths, s.target_in);
    const Variable sum = core::cross_entropy(logits, s.target_out, {.smoothing = 0.1, .ignored = 0}).sum;
    if (differentiate) core::backward(sum);
    return sum.value.item();
}

/// (f(x + h) - f(x - h)) / 2h for each number of a parameter.
Tensor central_differences(const Example& example, const Variable& parameter) {
    constexpr real kStep = static_cast<real>(1e-5);
    const core::NoGrad no_grad;
    Tensor value = parameter.value, result(value.shape());
    for (std::int64_t i = 0; i < value.size(); ++i) {
        const real before = value.data()[i];
        value.write()[i] = before + kStep;
        const double above = loss(example, false);
        value.write()[i] = before - kStep;
        const double below = loss(example, false);
        value.write()[i] = before;
        result.write()[i] = static_cast<real>((above - below) / (2 * static_cast<double>(kStep)));
    }
    return result;
}

void check_gradients(const nn::TransformerConfig& config) {
    const Example example(config, 7);
    loss(example, true);
    double largest = 0;
    for (const Variable& parameter : example.parameters) largest = std::max(largest, test::largest(parameter.grad()));
    for (const Variable& parameter : example.parameters) {
        INFO(nn::name_of(parameter));
        CHECK(test::difference(parameter.grad(), central_differences(example, parameter), test::kFloor * largest) <
              1e-6);
    }
}

nn::TransformerConfig config(nn::NormPlacement norm, nn::Activation activation) {
    nn::TransformerConfig result = test::tiny_config();
    result.layer = {.d_model = 4, .num_heads = 2, .d_ff = 6, .activation = activation, .norm = norm};
    result.layer.dropout = nn::DropoutRates::everywhere(0.2);
    result.positions = nn::Positions::learned;
    return result;
}

}  // namespace

TEST_CASE("f64: a post-norm Transformer's gradients are its central differences") {
    check_gradients(config(nn::NormPlacement::post, nn::Activation::gelu_erf));
}

TEST_CASE("f64: a pre-norm Transformer's gradients are its central differences") {
    check_gradients(config(nn::NormPlacement::pre, nn::Activation::silu));
}

TEST_CASE("f64: a tied Transformer's gradients are its central differences") {
    nn::TransformerConfig tied = config(nn::NormPlacement::post, nn::Activation::gelu_tanh);
    tied.target_vocabulary = tied.source_vocabulary;
    tied.tied = nn::Tying::all;
    check_gradients(tied);
}
