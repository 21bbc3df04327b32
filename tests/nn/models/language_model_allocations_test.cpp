// tests/nn/models/language_model_allocations_test.cpp: training on one sequence asks the system for memory in its first
// step only, rotary positions and the classifier's mean included.
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "nn/models/classifier.hpp"
#include "nn/models/language_model.hpp"
#include "tests/allocations.hpp"

using namespace vitro;
using core::Indices;

namespace {

template <class Config>
Config tiny(nn::StackPositions positions, Config config) {
    config.layer.d_model = 8;
    config.layer.num_heads = 2;
    config.layer.d_ff = 12;
    config.layer.dropout = nn::DropoutRates::everywhere(0.1);
    config.layers = 2;
    config.positions = positions;
    return config;
}

/// Of steps 2 to 50; forward(): logits.
template <class Forward>
std::int64_t allocations(const nn::Parameters& parameters, const Indices& targets, const Forward& forward) {
    std::int64_t before = 0;
    for (std::uint32_t step = 1; step <= 50; ++step) {
        const core::Training training(1, step);
        parameters.clear_gradients();
        core::backward(core::cross_entropy(forward(), targets).mean());
        if (step == 1) before = test::allocations();
    }
    return test::allocations() - before;
}

}  // namespace

TEST_CASE("from the second step on, language models and classifiers allocate nothing" *
          doctest::skip(test::allocations() < 0)) {
    const Indices tokens = Indices::from({2, 3}, {3, 7, 1, 8, 2, 5}),
                  following = Indices::from({2, 3}, {7, 1, 4, 2, 5, 0});
    const Indices lengths = Indices::from({2}, {3, 2}), classes = Indices::from({2}, {0, 1});
    for (const auto positions :
         {nn::StackPositions::learned, nn::StackPositions::sinusoidal, nn::StackPositions::rotary}) {
        nn::Parameters of_model(1), of_classifier(1);
        const nn::LanguageModel model(nn::Builder(of_model), tiny(positions, nn::LanguageModelConfig{.vocabulary = 9}));
        const nn::Classifier classifier(nn::Builder(of_classifier),
                                        tiny(positions, nn::ClassifierConfig{.vocabulary = 9, .classes = 2}));
        CHECK(allocations(of_model, following, [&] { return model(tokens); }) == 0);
        CHECK(allocations(of_classifier, classes, [&] { return classifier(tokens, lengths); }) == 0);
    }
}
