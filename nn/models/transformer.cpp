// nn/models/transformer.cpp: the encoder-decoder Transformer (Vaswani et al. 2017), from token ids to logits.
#include "nn/models/transformer.hpp"

#include <cmath>

namespace vitro::nn::inline VITRO_REAL {
namespace {

TransformerConfig valid(const TransformerConfig& config) {
    config.validate();
    return config;
}

Embedding make_target_embedding(const Builder& at, const TransformerConfig& config, const Embedding& source) {
    if (config.tied == Tying::all) return Embedding(at, source);
    return Embedding(at, config.target_vocabulary, config.layer.d_model);
}

PositionalEncoding make_positions(const Builder& at, const TransformerConfig& config) {
    return PositionalEncoding(at, config.positions, config.max_positions, config.layer.d_model);
}

OutputProjection make_output(const Builder& at, const TransformerConfig& config, const Embedding& target) {
    if (config.tied != Tying::none) return OutputProjection(at, target);
    return OutputProjection(at, config.layer.d_model, config.target_vocabulary);
}

}  // namespace

Transformer::Transformer(const Builder& at, const TransformerConfig& settings)
    : Module(at),
      config(valid(settings)),
      source_embedding(at / "source_embedding", config.source_vocabulary, config.layer.d_model),
      target_embedding(make_target_embedding(at / "target_embedding", config, source_embedding)),
      source_positions(make_positions(at / "source_positions", config)),
      target_positions(make_positions(at / "target_positions", config)),
      source_dropout(at / "source_dropout", config.layer.dropout.embedding),
      target_dropout(at / "target_dropout", config.layer.dropout.embedding),
      encoder(at / "encoder", config.encoder_layers, config.layer, config.final_norm),
      decoder(at / "decoder", config.decoder_layers, config.layer, config.final_norm),
      output(make_output(at / "output", config, target_embedding)) {}

Variable Transformer::operator()(const core::Indices& source, const core::Indices& source_lengths,
                                 const core::Indices& target_in, const DecodeOptions& options) const {
    return decode(target_in, encode(source, source_lengths), source_lengths, options);
}

Variable Transformer::encode(const core::Indices& source, const core::Indices& source_lengths) const {
    const Scope scope(path);
    const Variable x = embed(source, source_embedding, source_positions, source_dropout);
    return encoder(x, core::Mask::padding(source_lengths));
}

Variable Transformer::decode(const core::Indices& target_in, const Variable& memory,
                             const core::Indices& source_lengths, const DecodeOptions& options) const {
    const Scope scope(path);
    return output(decode_states(target_in, memory, source_lengths, options));
}

Variable Transformer::decode_states(const core::Indices& target_in, const Variable& memory,
                                    const core::Indices& source_lengths, const DecodeOptions& options) const {
    const Scope scope(path);
    const Variable x = embed(target_in, target_embedding, target_positions, target_dropout);
    DecoderMasks masks{.self = core::Mask::causal(), .cross = core::Mask::padding(source_lengths)};
    if (!options.target_lengths.empty()) masks.self = masks.self & core::Mask::padding(options.target_lengths);
    return decoder(x, memory, masks, options.cross_weights);
}

DecoderCache Transformer::cache(const Variable& memory, const core::Indices& source_lengths,
                                std::int64_t most_sequences, std::int64_t capacity) const {
    const Scope scope(path);
    return decoder.cache(memory, source_lengths, most_sequences, capacity);
}

Variable Transformer::decode(const core::Indices& target_in, DecoderCache& cache,
                             std::vector<Tensor>* cross_weights) const {
    const Scope scope(path);
    return output(decode_states(target_in, cache, cross_weights));
}

Variable Transformer::decode_states(const core::Indices& target_in, DecoderCache& cache,
                                    std::vector<Tensor>* cross_weights) const {
    const Scope scope(path);
    const Variable x = embed(target_in, target_embedding, target_positions, target_dropout, cache.self.length());
    return decoder(x, cache, cross_weights);
}

Variable Transformer::embed(const core::Indices& ids, const Embedding& embedding, const PositionalEncoding& positions,
                            const Dropout& dropout, std::int64_t begin) const {
    Variable x = embedding(ids);
    if (config.scale_embedding) x = core::scale(x, std::sqrt(static_cast<double>(config.layer.d_model)));
    return dropout(positions(x, begin));
}

}  // namespace vitro::nn::inline VITRO_REAL
