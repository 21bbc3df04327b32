// tests/core/tensor_test.cpp: blocks of reals under a shape; tensor_f64_test.cpp runs this for double.
#include "core/tensor.hpp"

#include <doctest/doctest.h>

#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

TEST_CASE("tensors are made from numbers") {
    const Tensor x = Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6});
    CHECK(x.size() == 6);
    CHECK(x.rows() == 2);
    CHECK(x.cols() == 3);
    CHECK(x.at({1, 0}) == 4);
    CHECK(numbers(Tensor::zeros({2})) == std::vector<double>{0, 0});
    CHECK(numbers(Tensor::full({2}, 7)) == std::vector<double>{7, 7});
    CHECK(Tensor::scalar(3).shape() == Shape{});
    CHECK(Tensor::scalar(3).item() == 3);
    CHECK(reinterpret_cast<std::uintptr_t>(x.data()) % 64 == 0);
}

TEST_CASE("copies share numbers, reshape sees them under another shape, clone has its own") {
    Tensor x = Tensor::from({2, 2}, {1, 2, 3, 4});
    const Tensor copy = x, view = x.reshape({4}), clone = x.clone();
    x.write()[3] = 9;
    CHECK(copy.at({1, 1}) == 9);
    CHECK(view.at({3}) == 9);
    CHECK(clone.at({1, 1}) == 4);
    CHECK(view.storage().version() == x.storage().version());
    CHECK(clone.storage().version() != x.storage().version());
    CHECK(Tensor().clone().empty());
}

TEST_CASE("a tensor of no elements is a tensor") {
    const Tensor x(Shape{3, 0});
    CHECK_FALSE(x.empty());
    CHECK(x.size() == 0);
    CHECK(x.span().empty());
    CHECK(x.clone().shape() == Shape{3, 0});
}

TEST_CASE("wrong uses of a tensor are refused in a sentence") {
    const Tensor x = Tensor::from({2, 2}, {1, 2, 3, 4});
    CHECK(error_of([] { Tensor::from({2, 2}, {1, 2, 3}); }) == "[tensor] 3 values for shape (2,2), which holds 4");
    CHECK(error_of([&] { x.reshape({3}); }) == "[reshape] (2,2) cannot be seen as (3): 4 and 3 elements");
    CHECK(error_of([&] { x.item(); }) == "[item] (2,2): only a tensor of one element is a number");
    CHECK(error_of([&] { x.at({0, 2}); }) == "[at] position (0,2) lies outside of (2,2)");
    CHECK(error_of([&] { x.at({-1, 0}); }) == "[at] position (-1,0) lies outside of (2,2)");
    CHECK(error_of([&] { x.at({1}); }) == "[at] position (1) lies outside of (2,2)");
    const std::string nothing = "[tensor] there are no numbers here: the tensor was declared, but never given a value";
    CHECK(error_of([] { Tensor().data(); }) == nothing);
    CHECK(error_of([] { Tensor().write(); }) == nothing);
    CHECK(error_of([] { Tensor().item(); }) == nothing);
    CHECK(error_of([] { Tensor().at({}); }) == nothing);
}
