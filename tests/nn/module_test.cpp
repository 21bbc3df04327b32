// tests/nn/module_test.cpp: parameters by name, each from a random stream of its own.
#include "nn/module.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "nn/init.hpp"
#include "tests/error_of.hpp"

using namespace vitro;

namespace {

bool same_numbers(const core::Tensor& a, const core::Tensor& b) {
    return std::equal(a.span().begin(), a.span().end(), b.span().begin(), b.span().end());
}

core::Variable add(nn::Parameters& parameters, std::string_view name) {
    return (nn::Builder(parameters) / "layer").parameter(name, {4, 3}, nn::init::uniform(1));
}

}  // namespace

TEST_CASE("a parameter is found by its dotted name, in the order of creation") {
    nn::Parameters parameters;
    add(parameters, "b");
    add(parameters, "a");
    CHECK(parameters.count() == 2);
    CHECK(parameters.size() == 24);
    CHECK(nn::name_of(parameters[0]) == "layer.b");
    CHECK(parameters.find("layer.a").value.storage() == parameters[1].value.storage());
    CHECK(test::error_of([&] { parameters.find("layer.c"); }) ==
          "[parameters] there is no 'layer.c' among the 2: layer.b, layer.a");
    CHECK(test::error_of([&] { add(parameters, "a"); }) == "[parameters] 'layer.a' is there already");
}

TEST_CASE("initial values follow from seed and name alone") {
    nn::Parameters first(1), second(1), other(2);
    const auto a = add(first, "a"), b = add(first, "b");
    add(second, "x");  // one more parameter before it changes nothing
    CHECK(same_numbers(add(second, "b").value, b.value));
    CHECK_FALSE(same_numbers(a.value, b.value));
    CHECK_FALSE(same_numbers(add(other, "a").value, a.value));
}

TEST_CASE("gradients are cleared together") {
    nn::Parameters parameters;
    const auto a = add(parameters, "a"), b = add(parameters, "b");
    core::backward(core::sum(a * b));
    CHECK_FALSE(a.grad().empty());
    parameters.clear_gradients();
    CHECK(a.grad().empty());
    CHECK(b.grad().empty());
}
