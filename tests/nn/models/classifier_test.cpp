// tests/nn/models/classifier_test.cpp: an encoder-only model beside PyTorch's, and what padding may not change.
#include "nn/models/classifier.hpp"

#include <doctest/doctest.h>
#include <string>

#include "tests/error_of.hpp"
#include "tests/nn/layers/settings.hpp"
#include "tests/nn/models/stack_settings.hpp"

using namespace vitro;
using core::Indices;
using core::Tensor;
using core::Variable;
using test::Fixture;

namespace {

struct SmallClassifier {
    nn::Parameters parameters{1};
    nn::Classifier model;
    explicit SmallClassifier(const nn::ClassifierConfig& config) : model(nn::Builder(parameters), config) {}
};

nn::ClassifierConfig tiny_classifier() {
    nn::ClassifierConfig config{.vocabulary = 9, .classes = 3};
    config.layer.d_model = 8;
    config.layer.num_heads = 2;
    config.layer.d_ff = 12;
    config.max_positions = 6;
    config.initialisation = nn::Initialisation::xavier;
    return config;
}

void check_classifier(const std::string& name) {
    const Fixture fixture("classifier_" + name);
    auto config = test::stack_config<nn::ClassifierConfig>(fixture);
    config.classes = fixture.count("classes");
    const SmallClassifier example(config);
    fixture.load(example.parameters);
    const Indices tokens = fixture.indices("in.tokens"), lengths = fixture.indices("in.lengths");
    const Variable logits = example.model(tokens, lengths);
    const Variable loss = core::cross_entropy(logits, fixture.indices("in.classes")).mean();
    core::backward(loss);
    fixture.check("out.pooled", example.model.pooled(tokens, lengths).value);
    fixture.check("out.logits", logits.value);
    fixture.check("out.loss", loss.value.reshape({1}));
    fixture.check_gradients(example.parameters);
}

}  // namespace

TEST_CASE("a Classifier is PyTorch's, with learned and with rotary positions, with and without biases") {
    check_classifier("learned");
    check_classifier("rotary_no_bias");
}

TEST_CASE("a text's scores do not depend on its padding: not on its tokens, nor on how much there is") {
    const SmallClassifier example(tiny_classifier());
    const Indices lengths = Indices::from({2}, {3, 5});
    const Tensor scores = example.model(Indices::from({2, 5}, {3, 7, 1, 0, 0, 8, 2, 5, 3, 7}), lengths).value;
    CHECK(scores.shape() == core::Shape{2, 3});
    const Tensor other = example.model(Indices::from({2, 5}, {3, 7, 1, 4, 6, 8, 2, 5, 3, 7}), lengths).value;
    CHECK(test::difference(other, scores) == 0);
    const Tensor alone = example.model(Indices::from({1, 3}, {3, 7, 1}), Indices::from({1}, {3})).value;
    for (std::int64_t i = 0; i < 3; ++i) CHECK(alone.at({0, i}) == doctest::Approx(scores.at({0, i})).epsilon(1e-4));
    const Tensor longer = example.model(Indices::from({1, 5}, {3, 7, 1, 4, 6}), Indices::from({1}, {4})).value;
    CHECK(std::abs(static_cast<double>(longer.at({0, 0}) - scores.at({0, 0}))) > 1e-4);
}

TEST_CASE("no gradient reaches the embedding of padding") {
    const SmallClassifier example(tiny_classifier());
    const Variable logits = example.model(Indices::from({1, 5}, {3, 7, 1, 8, 8}), Indices::from({1}, {3}));
    core::backward(core::cross_entropy(logits, Indices::from({1}, {2})).sum);
    const Tensor gradient = example.parameters.find("embedding.weight").grad();
    double padding = 0, real_token = 0;
    for (std::int64_t j = 0; j < 8; ++j) {
        padding += std::abs(static_cast<double>(gradient.at({8, j})));
        real_token += std::abs(static_cast<double>(gradient.at({7, j})));
    }
    CHECK(padding == 0);
    CHECK(real_token > 1e-4);
}

TEST_CASE("layers of a classifier start different, under the names of checkpoints") {
    const SmallClassifier example(tiny_classifier());
    test::check_layers_differ(example.parameters, "layers.", 2);
    CHECK(nn::name_of(example.parameters[0]) == "embedding.weight");
    CHECK(nn::name_of(example.parameters[1]) == "positions.weight");
    CHECK(nn::name_of(example.parameters[example.parameters.count() - 1]) == "output.bias");
}

TEST_CASE("texts that are too long, and lengths that cannot be, are refused") {
    const SmallClassifier example(tiny_classifier());
    CHECK(test::error_of([&] {
              example.model(Indices(core::Shape{1, 7}), Indices::from({1}, {1}));
          }) == "[embedding] a text takes 7 positions, the model has 6");
    const Indices tokens = Indices::from({2, 4}, {1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(test::error_of([&] {
              example.model(tokens, Indices::from({2}, {4, 0}));
          }) == "[classifier] text 1 has a length of 0: valid are 1 to 4");
    CHECK(test::error_of([&] {
              example.model(tokens, Indices::from({2}, {5, 1}));
          }) == "[classifier] text 0 has a length of 5: valid are 1 to 4");
    CHECK(test::error_of([&] { example.model(tokens, Indices::from({1}, {4})); }) ==
          "[classifier] tokens (2,4) x lengths (1): the lengths must be (2)");
}
