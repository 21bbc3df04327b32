// nn/models/language_model.cpp: the decoder-only Transformer (Radford et al. 2018, 2019), from token ids to logits.
#include "nn/models/language_model.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

LanguageModelConfig valid(const LanguageModelConfig& config) {
    config.validate();
    return config;
}

LayerVariant variant_of(const LanguageModelConfig& config) {
    return {.bias = config.bias,
            .rotary = config.positions == StackPositions::rotary,
            .weights = WeightInit::of(config.initialisation, config.layers)};
}

InputSettings input_of(const LanguageModelConfig& config) {
    return {.vocabulary = config.vocabulary,
            .d_model = config.layer.d_model,
            .positions = config.positions,
            .max_positions = config.max_positions,
            .scale_embedding = config.scale_embedding,
            .dropout = config.layer.dropout.embedding};
}

OutputProjection make_output(const Builder& at, const LanguageModelConfig& config, const Embedding& embedding) {
    if (config.tied) return OutputProjection(at, embedding, config.bias);
    const LayerVariant variant = variant_of(config);
    return OutputProjection(at, config.layer.d_model, config.vocabulary, variant.linear(variant.weights.table));
}

}  // namespace

LanguageModel::LanguageModel(const Builder& at, const LanguageModelConfig& settings)
    : Module(at),
      config(valid(settings)),
      input(at, input_of(config), variant_of(config).weights.table),
      stack(at, config.layers, config.layer, config.final_norm, variant_of(config)),
      output(make_output(at / "output", config, input.embedding)) {}

Variable LanguageModel::operator()(const core::Indices& tokens) const {
    return project(hidden(tokens));
}

Variable LanguageModel::hidden(const core::Indices& tokens) const {
    const Scope scope(path);
    return stack(input(tokens), core::Mask::causal());
}

KeyValueCache LanguageModel::cache(std::int64_t most_sequences) const {
    return {config.layers, most_sequences, config.max_positions, config.layer.d_model};
}

Variable LanguageModel::hidden(const core::Indices& tokens, KeyValueCache& cache) const {
    const Scope scope(path);
    return stack(input(tokens, cache.length()), cache);
}

Variable LanguageModel::operator()(const core::Indices& tokens, KeyValueCache& cache) const {
    return project(hidden(tokens, cache));
}

Variable LanguageModel::project(const Variable& hidden) const {
    const Scope scope(path);
    return output(hidden);
}

}  // namespace vitro::nn::inline VITRO_REAL
