// tests/nn/layers/embedding_test.cpp: rows by id, and one table in two places.
#include "nn/layers/embedding.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Indices;
using core::Tensor;

TEST_CASE("an Embedding is PyTorch's") {
    const test::Fixture fixture("embedding");
    nn::Parameters parameters;
    const nn::Embedding embedding(nn::Builder(parameters) / "embedding", 5, 3);
    Tensor weight = embedding.weight.value;
    const Tensor stored = fixture.tensor("param.weight");
    std::copy(stored.span().begin(), stored.span().end(), weight.write());
    const core::Variable y = embedding(fixture.indices("in.ids"));
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    fixture.check("grad.param.weight", embedding.weight.grad());
}

TEST_CASE("an embedding that is shared adds no parameter and collects both gradients") {
    nn::Parameters parameters;
    const nn::Builder at(parameters);
    const nn::Embedding first(at / "first", 4, 2), second(at / "second", first);
    REQUIRE(parameters.count() == 1);
    const Indices ids = Indices::from({2}, {1, 3}), other = Indices::from({1}, {3});
    core::backward(core::sum(first(ids)) + core::sum(second(other)));
    CHECK(test::difference(first.weight.grad(), Tensor::from({4, 2}, {0, 0, 1, 1, 0, 0, 2, 2})) == 0);
}

TEST_CASE("an id outside of the vocabulary is an error that names it") {
    nn::Parameters parameters;
    const nn::Embedding embedding(nn::Builder(parameters) / "embedding", 5, 3);
    const std::string message = test::error_of([&] { embedding(Indices::from({1, 2}, {4, 5})); });
    CHECK(message.find("id 5 at position 1: valid are 0 to 4") != std::string::npos);
}
