// tests/core/attributes_test.cpp: named values, found and printed.
#include "core/attributes.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::kernels::Activation;
using vitro::kernels::DropoutKey;
using vitro::test::error_of;

TEST_CASE("attributes are found by name and type") {
    const Attribute list[] = {{"axis", std::int64_t{1}}, {"factor", 0.5}, {"shape", Shape{2, 3}}};
    CHECK(get_attribute<std::int64_t>(list, "axis") == 1);
    CHECK(get_attribute<double>(list, "factor") == 0.5);
    CHECK(get_attribute<Shape>(list, "shape") == Shape{2, 3});
    CHECK(error_of([&] { get_attribute<double>(list, "scale"); }) ==
          "[attributes] there is no 'scale' among: axis=1 factor=0.5 shape=(2,3)");
    CHECK(error_of([&] { get_attribute<double>(list, "axis"); }) ==
          "[attributes] 'axis' is of another type than was asked for");
}

TEST_CASE("attributes print as what they mean") {
    const Attribute list[] = {{"mask", Mask::causal(2)},
                              {"ids", Indices::from({2}, {7, 8})},
                              {"f", Activation::gelu_tanh},
                              {"dropout", DropoutKey{.probability = 0.25, .seed = 7, .site = 0xAB, .step = 3}}};
    CHECK(to_string(list) == "mask=causal(2) ids=indices(2) f=gelu_tanh dropout=p 0.25 seed 7 site 000000ab step 3");
    CHECK(to_string(Attributes{}).empty());
}

TEST_CASE("every activation has a name") {
    CHECK(name_of(Activation::none) == "none");
    CHECK(name_of(Activation::relu) == "relu");
    CHECK(name_of(Activation::gelu_tanh) == "gelu_tanh");
    CHECK(name_of(Activation::gelu_erf) == "gelu");
    CHECK(name_of(Activation::silu) == "silu");
}
