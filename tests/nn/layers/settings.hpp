// tests/nn/layers/settings.hpp: what the tests of encoder and decoder share.
#pragma once

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "nn/layers/settings.hpp"
#include "tests/nn/fixture.hpp"

namespace vitro::test::inline VITRO_REAL {

/// The settings that a layer's fixture was computed with.
inline nn::LayerSettings layer_settings(const Fixture& fixture) {
    return {.d_model = fixture.count("d_model"),
            .num_heads = fixture.count("heads"),
            .d_ff = fixture.count("d_ff"),
            .activation = fixture.text("activation") == "gelu" ? nn::Activation::gelu_erf : nn::Activation::relu,
            .norm = fixture.text("norm") == "pre" ? nn::NormPlacement::pre : nn::NormPlacement::post,
            .layer_norm_epsilon = fixture.number("layer_norm_eps")};
}

/// No matrix of one layer has the numbers of its namesake in another.
inline void check_layers_differ(const nn::Parameters& parameters, const std::string& prefix, int layers) {
    int compared = 0;
    for (const core::Variable& parameter : parameters) {
        const std::string first = prefix + "0.", &name = nn::name_of(parameter);
        if (!name.starts_with(first) || parameter.rank() != 2) continue;
        for (int i = 1; i < layers; ++i) {
            INFO(name, " and layer ", i);
            const std::string other = prefix + std::to_string(i) + "." + name.substr(first.size());
            CHECK(difference(parameter.value, parameters.find(other).value) > 0.1);
            ++compared;
        }
    }
    CHECK(compared >= 6 * (layers - 1));
}

}  // namespace vitro::test::inline VITRO_REAL
