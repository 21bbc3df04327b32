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
};

struct Encoder : Module {
    std::vector<EncoderLayer> layers;
    std::optional<LayerNorm> norm;

    Encoder(const Builder& at, std::int64_t layer_count, const LayerSettings& settings, bool final_norm,
            const LayerVariant& variant = {});
    /// [batch, time, d_model] -> the same shape.
    Variable operator()(const Variable& x, const core::Mask& mask) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
