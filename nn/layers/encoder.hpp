// nn/layers/encoder.hpp: reads a sequence: every position sees every other one.
#pragma once

#include <optional>
#include <vector>

#include "nn/layers/attention.hpp"
#include "nn/layers/feed_forward.hpp"
#include "nn/layers/residual.hpp"
#include "nn/layers/variant.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct EncoderLayer : Module {
    MultiHeadAttention self_attn;
    Residual residual1;
    FeedForward feed_forward;
    Residual residual2;

    EncoderLayer(const Builder& at, const LayerSettings& settings, const LayerVariant& variant = {});
    /// [batch, time, d_model] -> the same shape. mask: over [batch, heads, time, time].
    Variable operator()(const Variable& x, const core::Mask& mask) const;
    /// New positions behind those of the cache, under a causal mask: see MultiHeadAttention.
    Variable operator()(const Variable& x, KeyValueCache& cache, std::int64_t layer) const;
};

struct Encoder : Module {
    std::vector<EncoderLayer> layers;
    std::optional<LayerNorm> norm;

    Encoder(const Builder& at, std::int64_t layer_count, const LayerSettings& settings, bool final_norm,
            const LayerVariant& variant = {});
    /// [batch, time, d_model] -> the same shape.
    Variable operator()(const Variable& x, const core::Mask& mask) const;
    /// x [sequences, new positions, d_model], which stand behind those of the cache and see what is before them: the
    /// last rows of a call on all positions with Mask::causal(). The cache has them afterwards. Within core::NoGrad.
    Variable operator()(const Variable& x, KeyValueCache& cache) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
