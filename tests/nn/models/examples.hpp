// tests/nn/models/examples.hpp: small Transformers and sentences for tests.
#pragma once

#include <string>

#include "core/ops.hpp"
#include "nn/models/transformer.hpp"
#include "tests/nn/fixture.hpp"

namespace vitro::test::inline VITRO_REAL {

/// Parameters and the model that they belong to.
struct Example {
    nn::Parameters parameters;
    nn::Transformer model;
    explicit Example(const nn::TransformerConfig& config, std::uint64_t seed = 1)
        : parameters(seed), model(nn::Builder(parameters), config) {}
};

/// One layer each, width 8, vocabularies of 9 and 7.
nn::TransformerConfig tiny_config();

/// The settings that a transformer_* fixture was computed with.
nn::TransformerConfig transformer_config(const Fixture& fixture);

/// Two sentences, the second shorter.
struct Sentences {
    core::Indices source, source_lengths, target_in, target_out, target_lengths;
};
Sentences two_sentences();

}  // namespace vitro::test::inline VITRO_REAL
