// tests/nn/models/language_model_test.cpp: a decoder-only model beside PyTorch's: logits, loss, the gradient of every
// parameter; what may influence what; how it starts, names, what is refused.
#include "nn/models/language_model.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <string>

#include "core/context.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/layers/settings.hpp"
#include "tests/nn/models/stack_settings.hpp"

using namespace vitro;
using core::Indices;
using core::Tensor;
using core::Variable;
using nn::StackPositions;
using test::Fixture;

namespace {

struct SmallLanguageModel {
    nn::Parameters parameters;
    nn::LanguageModel model;
    explicit SmallLanguageModel(const nn::LanguageModelConfig& config, std::uint64_t seed = 1)
        : parameters(seed), model(nn::Builder(parameters), config) {}
};

nn::LanguageModelConfig tiny_language_model(StackPositions positions = StackPositions::learned) {
    nn::LanguageModelConfig config{.vocabulary = 9};
    config.layer.d_model = 8;
    config.layer.num_heads = 2;
    config.layer.d_ff = 12;
    config.layers = 2;
    config.positions = positions;
    config.max_positions = 6;
    config.initialisation = nn::Initialisation::xavier;
    return config;
}

Indices two_texts() {
    return Indices::from({2, 5}, {3, 7, 7, 1, 0, 8, 2, 5, 3, 7});
}

void check_language_model(const std::string& name) {
    const Fixture fixture("language_model_" + name);
    auto config = test::stack_config<nn::LanguageModelConfig>(fixture);
    config.tied = fixture.text("tied") == "true";
    const SmallLanguageModel example(config);
    fixture.load(example.parameters);
    const Variable hidden = example.model.hidden(fixture.indices("in.tokens"));
    const Variable logits = example.model.project(hidden);
    const Variable loss = core::cross_entropy(logits, fixture.indices("in.next_tokens")).mean();
    core::backward(loss);
    fixture.check("out.hidden", hidden.value);
    fixture.check("out.logits", logits.value);
    fixture.check("out.loss", loss.value.reshape({1}));
    fixture.check_gradients(example.parameters);
}

/// Largest difference in the logits of text b, position t.
double logit_change(const Tensor& a, const Tensor& b, std::int64_t text, std::int64_t position) {
    double worst = 0;
    for (std::int64_t i = 0; i < a.shape()[2]; ++i)
        worst = std::max(worst, std::abs(static_cast<double>(a.at({text, position, i}) - b.at({text, position, i}))));
    return worst;
}

}  // namespace

TEST_CASE("a LanguageModel is PyTorch's, without any bias and with all of them") {
    check_language_model("no_bias");
    check_language_model("bias");
}

TEST_CASE("a LanguageModel with rotary positions and a projection of its own is PyTorch's") {
    check_language_model("rotary");
}

TEST_CASE("a token changes no logit before it, and those from it on") {
    for (const auto positions : {StackPositions::learned, StackPositions::sinusoidal, StackPositions::rotary}) {
        const SmallLanguageModel example(tiny_language_model(positions));
        const Tensor before = example.model(two_texts()).value;
        for (std::int64_t t = 0; t < 5; ++t) {
            Indices other = two_texts();
            other.write()[t] = 4;
            const Tensor after = example.model(other).value;
            for (std::int64_t earlier = 0; earlier < t; ++earlier) CHECK(logit_change(before, after, 0, earlier) == 0);
            for (std::int64_t later = t; later < 5; ++later) CHECK(logit_change(before, after, 0, later) > 1e-4);
            for (std::int64_t any = 0; any < 5; ++any) CHECK(logit_change(before, after, 1, any) == 0);
        }
    }
}

TEST_CASE("the order of the tokens before counts, which a set of them would not tell") {
    for (const auto positions : {StackPositions::learned, StackPositions::sinusoidal, StackPositions::rotary}) {
        nn::LanguageModelConfig config = tiny_language_model(positions);
        config.layers = 1;  // the last position sees embeddings and positions, and nothing else
        const SmallLanguageModel example(config);
        const Tensor one = example.model(Indices::from({1, 3}, {1, 2, 7})).value;
        const Tensor other = example.model(Indices::from({1, 3}, {2, 1, 7})).value;
        CHECK(logit_change(one, other, 0, 2) > 1e-4);
    }
}

TEST_CASE("GPT-2's start: 0.02, what is added to the residual 0.02 / sqrt(2 layers), no two layers alike") {
    nn::LanguageModelConfig config{.vocabulary = 65};
    config.bias = true;
    config.layers = 3;
    const SmallLanguageModel example(config);
    test::check_layers_differ(example.parameters, "layers.", 3);
    for (const Variable& parameter : example.parameters) {
        const std::string& name = nn::name_of(parameter);
        INFO(name);
        const bool residual = name.ends_with("self_attn.output.weight") || name.ends_with("linear2.weight");
        const double want = residual ? 0.02 / std::sqrt(6.0) : 0.02;
        // The deviation of n numbers is off by one part in sqrt(2 n), a standard deviation.
        const double off = 5 / std::sqrt(2 * static_cast<double>(parameter.value.size()));
        if (parameter.rank() == 2)
            CHECK(test::deviation(parameter.value) == doctest::Approx(want).epsilon(off));
        else
            CHECK(test::difference(parameter.value, Tensor::full(parameter.shape(), name.ends_with("gain"))) == 0);
    }
    // Nothing is known at first: the loss is about log 65.
    const core::NoGrad no_grad;
    const Indices tokens = Indices::from({1, 4}, {1, 60, 30, 2}), following = Indices::from({1, 4}, {60, 30, 2, 8});
    const double loss = core::cross_entropy(example.model(tokens), following).mean().value.item();
    CHECK(loss == doctest::Approx(std::log(65.0)).epsilon(0.05));
}

TEST_CASE("nanoGPT's model for one CPU has 804,096 parameters under the names of checkpoints") {
    const SmallLanguageModel example({.vocabulary = 65});
    CHECK(example.parameters.size() == 65 * 128 + 64 * 128 + 4 * (4 * 128 * 128 + 2 * 128 * 512 + 2 * 128) + 128);
    CHECK(example.parameters.size() == 804'096);
    std::string names;
    for (const Variable& parameter : example.parameters)
        if (!nn::name_of(parameter).starts_with("layers.") || nn::name_of(parameter).starts_with("layers.3."))
            names += nn::name_of(parameter) + " ";
    CHECK(names ==
          "embedding.weight positions.weight layers.3.self_attn.query.weight layers.3.self_attn.key.weight "
          "layers.3.self_attn.value.weight layers.3.self_attn.output.weight layers.3.norm1.gain "
          "layers.3.feed_forward.linear1.weight layers.3.feed_forward.linear2.weight layers.3.norm2.gain norm.gain ");
    CHECK(example.model.output.weight.node.get() == example.parameters.find("embedding.weight").node.get());
}

TEST_CASE("dropout: residual, attention, feed-forward and embedding each change the logits in training only") {
    const Tensor plain = SmallLanguageModel(tiny_language_model()).model(two_texts()).value;
    for (double nn::DropoutRates::*place : {&nn::DropoutRates::residual, &nn::DropoutRates::attention,
                                            &nn::DropoutRates::feed_forward, &nn::DropoutRates::embedding}) {
        nn::LanguageModelConfig config = tiny_language_model();
        config.layer.dropout.*place = 0.3;
        const SmallLanguageModel example(config);
        CHECK(test::difference(example.model(two_texts()).value, plain) == 0);
        const core::Training training(1, 1);
        CHECK(test::difference(example.model(two_texts()).value, plain) > 1e-3);
    }
}

TEST_CASE("more time than positions, other ranks and other tokens are refused") {
    for (const auto positions : {StackPositions::learned, StackPositions::sinusoidal, StackPositions::rotary}) {
        const SmallLanguageModel example(tiny_language_model(positions));
        CHECK(example.model(Indices::from({1, 6}, {0, 1, 2, 3, 4, 5})).shape() == core::Shape{1, 6, 9});
        CHECK(test::error_of([&] {
                  example.model(Indices(core::Shape{1, 7}));
              }) == "[embedding] a text takes 7 positions, the model has 6");
        CHECK(test::error_of([&] { example.model(Indices(core::Shape{7})); }) ==
              "[embedding] tokens (7): valid are (batch, time)");
        CHECK(test::error_of([&] { example.model(Indices::from({1, 1}, {9})); }).find("9") != std::string::npos);
    }
}
