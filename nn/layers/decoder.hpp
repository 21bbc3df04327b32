// nn/layers/decoder.hpp: writes a sequence: every position sees those before it, and all of another sequence.
#pragma once

#include <optional>
#include <vector>

#include "nn/layers/attention.hpp"
#include "nn/layers/feed_forward.hpp"
#include "nn/layers/residual.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// What the positions of a target may look at.
struct DecoderMasks {
    core::Mask self;   ///< over [batch, heads, target time, target time]
    core::Mask cross;  ///< over [batch, heads, target time, source time]
};

struct DecoderLayer : Module {
    MultiHeadAttention self_attn;
    Residual residual1;
    MultiHeadAttention cross_attn;
    Residual residual2;
    FeedForward feed_forward;
    Residual residual3;

    DecoderLayer(const Builder& at, const LayerSettings& settings);
    /// x [batch, target time, d_model], memory [batch, source time, d_model] -> the shape of x. `cross_weights`, when
    /// set, receives the weights of cross_attn: [batch, heads, target time, source time].
    Variable operator()(const Variable& x, const Variable& memory, const DecoderMasks& masks,
                        Tensor* cross_weights = nullptr) const;
    /// New positions behind those of the cache: see MultiHeadAttention.
    Variable operator()(const Variable& x, DecoderCache& cache, std::int64_t layer,
                        Tensor* cross_weights = nullptr) const;
};

struct Decoder : Module {
    std::vector<DecoderLayer> layers;
    std::optional<LayerNorm> norm;

    Decoder(const Builder& at, std::int64_t layer_count, const LayerSettings& settings, bool final_norm);
    /// As a layer; `cross_weights`, when set, receives one tensor for each layer.
    Variable operator()(const Variable& x, const Variable& memory, const DecoderMasks& masks,
                        std::vector<Tensor>* cross_weights = nullptr) const;

    /// For up to `most_sequences` sequences of `capacity` positions that look at memory [memories, time, d_model], of
    /// lengths [memories]: every layer's keys and values of it. To be started.
    DecoderCache cache(const Variable& memory, const core::Indices& lengths, std::int64_t most_sequences,
                       std::int64_t capacity) const;
    /// x [sequences, new positions, d_model], which stand behind those of the cache: the last rows of a call on all
    /// positions with a causal mask. The cache has them afterwards. Within core::NoGrad.
    Variable operator()(const Variable& x, DecoderCache& cache, std::vector<Tensor>* cross_weights = nullptr) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
