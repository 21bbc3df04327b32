// tests/core/ops/embedding_test.cpp: rows by number.
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("rows are picked, and the gradient of a row is the sum over its picks, of an unused one 0") {
    const Variable table = parameter(Tensor::from({4, 2}, {0, 1, 10, 11, 20, 21, 30, 31}));
    const Variable y = embedding(table, Indices::from({2, 2}, {3, 1, 3, 0}));
    CHECK(y.shape() == Shape{2, 2, 2});
    CHECK(numbers(y.value) == std::vector<double>{30, 31, 10, 11, 30, 31, 0, 1});
    Backward pass(y, Tensor::from({2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}));
    while (pass.step()) {
    }
    CHECK(numbers(table.grad()) == std::vector<double>{7, 8, 3, 4, 0, 0, 6, 8});
}

TEST_CASE("ids that are written between forward and backward are noticed") {
    const Variable table = parameter(Tensor::zeros({4, 2}));
    Indices ids = Indices::from({2}, {1, 2});
    const Variable loss = sum(embedding(table, ids));
    ids.write()[0] = 3;
    CHECK(
        error_of([&] { backward(loss); }) ==
        "[embedding] its saved tensor 'ids' (2) was written between forward and backward: write to a clone() instead");
}

TEST_CASE("ids that are not rows are refused, id and position named") {
    const Variable table = Tensor::zeros({4, 2});
    CHECK(error_of([&] {
              embedding(table, Indices::from({3}, {0, 4, 1}));
          }) == "[embedding] (4,2) x (3): id 4 at position 1: valid are 0 to 3");
    CHECK(error_of([&] {
              embedding(table, Indices::from({2}, {-1, 1}));
          }) == "[embedding] (4,2) x (2): id -1 at position 0: valid are 0 to 3");
    CHECK(error_of([] { embedding(Variable(Tensor::zeros({4})), Indices::from({1}, {0})); }) ==
          "[embedding] (4): the table must be (vocabulary, width)");
    CHECK(error_of([&] {
              embedding(table, Indices(Shape{1, 1, 1, 1}));
          }) == "[embedding] (4,2) x (1,1,1,1): too many axes of ids");
    CHECK(error_of([&] { embedding(table, Indices()); }) ==
          "[embedding] (4,2): the ids were declared, but never given a value");
}
