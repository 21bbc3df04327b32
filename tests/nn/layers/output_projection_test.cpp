// tests/nn/layers/output_projection_test.cpp: tied and not. Beside PyTorch: as part of the whole Transformers.
#include "nn/layers/output_projection.hpp"

#include <doctest/doctest.h>

#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Tensor;
using core::Variable;

TEST_CASE("untied, a projection has a weight [d_model, vocabulary] and a bias") {
    nn::Parameters parameters;
    const nn::OutputProjection output(nn::Builder(parameters) / "output", 3, 5);
    REQUIRE(parameters.count() == 2);
    CHECK(parameters.find("output.weight").shape() == core::Shape{3, 5});
    CHECK(output(Variable(Tensor::zeros({2, 1, 3}))).shape() == core::Shape{2, 1, 5});
}

TEST_CASE("tied, the logits are inner products with the embeddings, plus a bias of its own") {
    nn::Parameters parameters;
    const nn::Embedding embedding(nn::Builder(parameters) / "embedding", 3, 2);
    const nn::OutputProjection output(nn::Builder(parameters) / "output", embedding);
    REQUIRE(parameters.count() == 2);
    Tensor weight = embedding.weight.value, bias = output.bias.value;
    for (std::int64_t i = 0; i < 6; ++i) weight.write()[i] = static_cast<real>(i);  // (0 1; 2 3; 4 5)
    bias.write()[2] = 100;
    const Tensor logits = output(Variable(Tensor::from({1, 2}, {1, 10}))).value;
    CHECK(test::difference(logits, Tensor::from({1, 3}, {10, 32, 154})) == 0);
}

TEST_CASE("a tied weight's gradient is the sum of what both uses contribute") {
    nn::Parameters parameters;
    const nn::Embedding embedding(nn::Builder(parameters) / "embedding", 3, 2);
    const nn::OutputProjection output(nn::Builder(parameters) / "output", embedding);
    const core::Indices ids = core::Indices::from({1}, {1});
    const Variable& weight = embedding.weight;

    core::backward(core::sum(output(core::detach(embedding(ids)))));
    const Tensor as_output = weight.grad();
    parameters.clear_gradients();
    core::backward(core::sum(core::matmul(embedding(ids), core::detach(weight), {.b = true})));
    const Tensor as_embedding = weight.grad();
    parameters.clear_gradients();
    core::backward(core::sum(output(embedding(ids))));
    CHECK(test::difference(as_output, Tensor::zeros({3, 2})) > 0);
    CHECK(test::difference(as_embedding, Tensor::zeros({3, 2})) > 0);
    CHECK(test::difference(weight.grad(), (Variable(as_output) + Variable(as_embedding)).value) < 1e-6);
}

TEST_CASE("a projection may have no bias, tied and not") {
    nn::Parameters parameters;
    const nn::Builder at(parameters);
    const nn::Embedding embedding(at / "embedding", 3, 2, nn::init::ones());
    const nn::OutputProjection tied(at / "tied", embedding, false);
    const nn::OutputProjection own(at / "own", 2, 3, {.weight = nn::init::ones(), .bias = nullptr});
    CHECK(parameters.count() == 2);
    const Variable x = Tensor::from({1, 2}, {1, 10});
    for (const nn::OutputProjection* output : {&tied, &own})
        CHECK(test::difference((*output)(x).value, Tensor::from({1, 3}, {11, 11, 11})) == 0);
}
