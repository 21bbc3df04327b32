// tests/nn/decode/markov.cpp: a Transformer by hand, whose next token depends on the present one in a known way.
#include "tests/nn/decode/markov.hpp"

#include <algorithm>
#include <cmath>

namespace vitro::test::inline VITRO_REAL {
namespace {

nn::TransformerConfig config_for(std::int64_t tokens, std::int64_t max_positions) {
    nn::TransformerConfig config = tiny_config();
    config.source_vocabulary = 9;
    config.target_vocabulary = tokens;
    config.layer = {.d_model = tokens, .num_heads = 1, .d_ff = 1, .norm = nn::NormPlacement::pre};
    config.final_norm = false;
    config.positions = nn::Positions::learned;
    config.max_positions = max_positions;
    config.scale_embedding = false;
    return config;
}

void clear(core::Tensor tensor) {
    std::fill_n(tensor.write(), tensor.size(), real{0});
}

}  // namespace

Example markov(const std::vector<std::vector<double>>& probabilities, std::int64_t max_positions) {
    const std::int64_t tokens = std::ssize(probabilities);
    Example example(config_for(tokens, max_positions));
    for (const core::Variable& parameter : example.parameters)
        if (!nn::name_of(parameter).starts_with("source_")) clear(parameter.value);
    core::Tensor embedding = example.model.target_embedding.weight.value, output = example.model.output.weight.value;
    for (std::int64_t i = 0; i < tokens; ++i) {
        embedding.write()[i * tokens + i] = 1;
        for (std::int64_t j = 0; j < tokens; ++j)
            output.write()[i * tokens + j] = static_cast<real>(std::log(std::max(probabilities[i][j], 1e-30)));
    }
    return example;
}

Sources sources(std::initializer_list<std::int32_t> lengths) {
    const std::int64_t batch = std::ssize(lengths), time = std::max(lengths);
    Sources result{core::Indices(core::Shape{batch, time}), core::Indices::from({batch}, lengths)};
    for (std::int64_t i = 0; i < batch * time; ++i) result.ids.write()[i] = static_cast<std::int32_t>(4 + i * 7 % 5);
    return result;
}

}  // namespace vitro::test::inline VITRO_REAL
