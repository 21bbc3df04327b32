// nn/models/transformer.hpp: the encoder-decoder Transformer (Vaswani et al. 2017), from token ids to logits.
//
//     Parameters parameters(seed);
//     const Transformer model(Builder(parameters), config);
//     Loss loss = cross_entropy(model(source, source_lengths, target_in), target_out);
//
// Positions behind a sentence's length are padding: no query attends to them. A target position attends to itself and
// those before it, always.
#pragma once

#include <vector>

#include "nn/layers/decoder.hpp"
#include "nn/layers/embedding.hpp"
#include "nn/layers/encoder.hpp"
#include "nn/layers/output_projection.hpp"
#include "nn/layers/positional_encoding.hpp"
#include "nn/models/transformer_config.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct DecodeOptions {
    /// [batch]: target positions behind these are not attended to. A causal mask keeps padding away from the positions
    /// before it in any case; with lengths, the padded positions themselves do not see it either.
    core::Indices target_lengths = {};
    /// When set, receives for each decoder layer the weights of cross_attn: [batch, heads, target time, source time].
    std::vector<Tensor>* cross_weights = nullptr;
};

struct Transformer : Module {
    TransformerConfig config;
    Embedding source_embedding, target_embedding;
    PositionalEncoding source_positions, target_positions;
    Dropout source_dropout, target_dropout;
    Encoder encoder;
    Decoder decoder;
    OutputProjection output;

    /// Throws Error when the configuration is not valid.
    Transformer(const Builder& at, const TransformerConfig& config);

    /// Logits of the token after each position: source [batch, source time], source_lengths [batch],
    /// target_in [batch, target time] -> [batch, target time, target vocabulary].
    Variable operator()(const core::Indices& source, const core::Indices& source_lengths,
                        const core::Indices& target_in, const DecodeOptions& options = {}) const;

    /// The memory: [batch, source time, d_model].
    Variable encode(const core::Indices& source, const core::Indices& source_lengths) const;
    /// What encode gave, and a target -> logits.
    Variable decode(const core::Indices& target_in, const Variable& memory, const core::Indices& source_lengths,
                    const DecodeOptions& options = {}) const;
    /// The same before the output projection, [batch, target time, d_model]: for who needs the last position only.
    Variable decode_states(const core::Indices& target_in, const Variable& memory, const core::Indices& source_lengths,
                           const DecodeOptions& options = {}) const;

    /// To decode position by position: for up to `most_sequences` targets of `capacity` positions, each of one of the
    /// sources that encode gave the memory of. Every use begins with cache.start() (nn/layers/cache.hpp).
    DecoderCache cache(const Variable& memory, const core::Indices& source_lengths, std::int64_t most_sequences,
                       std::int64_t capacity) const;
    /// New tokens [sequences, new positions] behind those of the cache -> logits [sequences, new positions,
    /// vocabulary]: the last rows of decode on all of them. The cache has them afterwards. Within core::NoGrad.
    Variable decode(const core::Indices& target_in, DecoderCache& cache,
                    std::vector<Tensor>* cross_weights = nullptr) const;
    /// The same before the output projection.
    Variable decode_states(const core::Indices& target_in, DecoderCache& cache,
                           std::vector<Tensor>* cross_weights = nullptr) const;

  private:
    /// `begin` is the position of the first of the ids.
    Variable embed(const core::Indices& ids, const Embedding& embedding, const PositionalEncoding& positions,
                   const Dropout& dropout, std::int64_t begin = 0) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
