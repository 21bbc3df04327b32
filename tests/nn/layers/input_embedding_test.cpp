// tests/nn/layers/input_embedding_test.cpp: the sum of embeddings and positions, scaled or not.
#include "nn/layers/input_embedding.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Indices;
using core::Variable;
using nn::StackPositions;

namespace {

struct Example {
    nn::Parameters parameters{1};
    nn::InputEmbedding input;
    explicit Example(StackPositions positions, bool scale = false)
        : input(nn::Builder(parameters),
                {.vocabulary = 7, .d_model = 4, .positions = positions, .max_positions = 5, .scale_embedding = scale},
                nn::init::normal(1)) {}
};

const Indices kIds = Indices::from({2, 3}, {6, 0, 2, 2, 2, 1});

}  // namespace

TEST_CASE("learned positions are added to each text's embeddings") {
    const Example example(StackPositions::learned);
    CHECK(example.parameters.count() == 2);
    const Variable want = core::embedding(example.parameters.find("embedding.weight"), kIds) +
                          core::slice(example.parameters.find("positions.weight"), 0, 0, 3);
    CHECK(test::difference(example.input(kIds).value, want.value) == 0);
}

TEST_CASE("sinusoidal positions are no parameter, rotary ones add nothing") {
    const Example waves(StackPositions::sinusoidal), rotary(StackPositions::rotary);
    CHECK(waves.parameters.count() == 1);
    CHECK(rotary.parameters.count() == 1);
    const Variable plain = core::embedding(rotary.parameters.find("embedding.weight"), kIds);
    CHECK(test::difference(rotary.input(kIds).value, plain.value) == 0);
    CHECK(test::difference(waves.input(kIds).value, (plain + nn::sinusoidal_positions(3, 4)).value) == 0);
}

TEST_CASE("embeddings are multiplied by sqrt(d_model), positions are not") {
    const Example example(StackPositions::sinusoidal, true);
    const Variable plain = core::embedding(example.parameters.find("embedding.weight"), kIds);
    const Variable want = core::scale(plain, 2) + nn::sinusoidal_positions(3, 4);
    CHECK(test::difference(example.input(kIds).value, want.value) == 0);
}

TEST_CASE("a text beyond the positions is refused, whatever they are") {
    for (const auto positions : {StackPositions::learned, StackPositions::sinusoidal, StackPositions::rotary})
        CHECK(test::error_of([&] {
                  Example(positions).input(Indices(core::Shape{1, 6}));
              }) == "[embedding] a text takes 6 positions, the model has 5");
}
