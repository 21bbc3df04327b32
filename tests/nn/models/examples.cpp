// tests/nn/models/examples.cpp: small Transformers and sentences for tests.
#include "tests/nn/models/examples.hpp"

namespace vitro::test::inline VITRO_REAL {

nn::TransformerConfig tiny_config() {
    nn::TransformerConfig config;
    config.source_vocabulary = 9;
    config.target_vocabulary = 7;
    config.layer = {.d_model = 8, .num_heads = 2, .d_ff = 12};
    config.encoder_layers = config.decoder_layers = 1;
    config.max_positions = 12;
    return config;
}

nn::TransformerConfig transformer_config(const Fixture& fixture) {
    nn::TransformerConfig config;
    config.source_vocabulary = fixture.count("source_vocabulary");
    config.target_vocabulary = fixture.count("target_vocabulary");
    config.layer = {
        .d_model = fixture.count("d_model"),
        .num_heads = fixture.count("heads"),
        .d_ff = fixture.count("d_ff"),
        .activation = fixture.text("activation") == "gelu" ? nn::Activation::gelu_erf : nn::Activation::relu,
        .norm = fixture.text("norm") == "pre" ? nn::NormPlacement::pre : nn::NormPlacement::post,
        .layer_norm_epsilon = fixture.number("layer_norm_eps")};
    config.encoder_layers = fixture.count("encoder_layers");
    config.decoder_layers = fixture.count("decoder_layers");
    config.final_norm = fixture.text("final_norm") == "true";
    if (const std::int64_t learned = fixture.count("learned_positions"); learned > 0) {
        config.positions = nn::Positions::learned;
        config.max_positions = learned;
    }
    const std::string& tied = fixture.text("tied");
    config.tied = tied == "all" ? nn::Tying::all : tied == "target" ? nn::Tying::target : nn::Tying::none;
    config.scale_embedding = fixture.text("scale_embedding") == "true";
    return config;
}

Sentences two_sentences() {
    using core::Indices;
    return {.source = Indices::from({2, 5}, {4, 8, 5, 1, 3, 7, 6, 3, 0, 0}),
            .source_lengths = Indices::from({2}, {5, 3}),
            .target_in = Indices::from({2, 4}, {2, 4, 6, 5, 2, 5, 0, 0}),
            .target_out = Indices::from({2, 4}, {4, 6, 5, 3, 5, 3, 0, 0}),
            .target_lengths = Indices::from({2}, {4, 2})};
}

}  // namespace vitro::test::inline VITRO_REAL
