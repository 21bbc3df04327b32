// tests/nn/models/stack_settings.hpp: what the tests of language model and classifier share.
#pragma once

#include <cmath>

#include "nn/layers/settings.hpp"
#include "tests/nn/fixture.hpp"

namespace vitro::test::inline VITRO_REAL {

/// The settings that a fixture of stacks.py was computed with, but for what only one of the two models has.
template <class Config>
Config stack_config(const Fixture& fixture) {
    Config config;
    config.vocabulary = fixture.count("vocabulary");
    config.layer.d_model = fixture.count("d_model");
    config.layer.num_heads = fixture.count("heads");
    config.layer.d_ff = fixture.count("d_ff");
    config.layers = fixture.count("layers");
    config.max_positions = fixture.count("max_positions");
    const bool rotary = fixture.text("positions") == "rotary";
    config.positions = rotary ? nn::StackPositions::rotary : nn::StackPositions::learned;
    config.bias = fixture.text("bias") == "true";
    return config;
}

/// The standard deviation of a tensor's numbers.
inline double deviation(const core::Tensor& x) {
    double sum = 0, squares = 0;
    for (const real value : x.span()) sum += static_cast<double>(value);
    const double mean = sum / static_cast<double>(x.size());
    for (const real value : x.span())
        squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
    return std::sqrt(squares / static_cast<double>(x.size()));
}

}  // namespace vitro::test::inline VITRO_REAL
