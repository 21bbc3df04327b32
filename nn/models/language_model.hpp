// nn/models/language_model.hpp: the decoder-only Transformer (Radford et al. 2018, 2019), from token ids to logits.
//
//     Parameters parameters(seed);
//     const LanguageModel model(Builder(parameters), config);
//     Loss loss = cross_entropy(model(tokens), next_tokens);
//
// One sequence and no second one to look at: the layers are those of an encoder, under a causal mask. A position sees
// itself and those before it, so that the logits there score the token after it.
#pragma once

#include "nn/layers/encoder.hpp"
#include "nn/layers/input_embedding.hpp"
#include "nn/layers/output_projection.hpp"
#include "nn/models/language_model_config.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct LanguageModel : Module {
    LanguageModelConfig config;
    InputEmbedding input;
    Encoder stack;
    OutputProjection output;

    /// Throws Error when the configuration is not valid.
    LanguageModel(const Builder& at, const LanguageModelConfig& config);

    /// Logits of the token after each position: tokens [batch, time] -> [batch, time, vocabulary]. Throws Error for
    /// more time than config.max_positions.
    Variable operator()(const core::Indices& tokens) const;
    /// What the output projection takes: [batch, time, d_model].
    Variable hidden(const core::Indices& tokens) const;

    /// To go on position by position: for up to `most_sequences` texts of max_positions. Every use begins with
    /// cache.start() (nn/layers/cache.hpp).
    KeyValueCache cache(std::int64_t most_sequences) const;
    /// New tokens [sequences, new positions] behind those of the cache -> [sequences, new positions, d_model]: the last
    /// rows of hidden() on all of them. The cache has them afterwards. Within core::NoGrad.
    Variable hidden(const core::Indices& tokens, KeyValueCache& cache) const;
    /// The same with the output projection: logits [sequences, new positions, vocabulary].
    Variable operator()(const core::Indices& tokens, KeyValueCache& cache) const;

    /// [.., d_model] -> logits [.., vocabulary]: of single positions, for who needs no others.
    Variable project(const Variable& hidden) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
