// tests/core/ops/scale_test.cpp: multiplication by a number outside the graph.
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("the value and the gradient are multiplied by the factor, and nothing is kept") {
    const Variable x = parameter(Tensor::from({3}, {1, -2, 0}));
    const Variable y = scale(x, -0.25);
    CHECK(numbers(y.value) == std::vector<double>{-0.25, 0.5, 0});
    CHECK(y.node->saved_list.empty());
    CHECK(to_string(y.node->attributes) == "factor=-0.25");
    backward(sum(y));
    CHECK(numbers(x.grad()) == std::vector<double>{-0.25, -0.25, -0.25});
}
