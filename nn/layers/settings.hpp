// nn/layers/settings.hpp: what can be chosen about the layers of a Transformer.
#pragma once

#include <cstdint>

#include "core/ops.hpp"

namespace vitro::nn {

using core::Activation;

/// The most layers in a stack, and the largest of the other sizes (of a vocabulary 2^31 - 1): far beyond what a CPU
/// trains, and so small that no number of parameters overflows.
inline constexpr std::int64_t kMaxLayers = 1000, kMaxSize = std::int64_t{1} << 20;

/// Where a sublayer's LayerNorm stands: post, on the sum with the residual (Vaswani et al. 2017); pre, on the
/// sublayer's input (Xiong et al. 2020, "On layer normalization in the Transformer architecture"), which trains without
/// warm-up.
enum class NormPlacement : std::uint8_t { post, pre };

/// How a position is told from another: by fixed waves, or by a vector that is learned.
enum class Positions : std::uint8_t { sinusoidal, learned };

/// The same for a stack over one sequence, where attention may know positions by itself: rotary turns query and key by
/// their position (Su et al. 2021, "RoFormer"), and nothing is added to the embeddings.
enum class StackPositions : std::uint8_t { learned, sinusoidal, rotary };

/// How the weights of a stack start: as Glorot and Bengio (2010) say, or as GPT-2's do.
enum class Initialisation : std::uint8_t { xavier, gpt2 };

/// Probabilities, each from 0 up to but not 1.
struct DropoutRates {
    double residual = 0;      ///< on the output of each sublayer, before it is added
    double attention = 0;     ///< on the attention weights
    double feed_forward = 0;  ///< between the two maps of a feed-forward
    double embedding = 0;     ///< on the sums of embeddings and positions

    /// One for all places, as torch.nn.Transformer has it.
    static constexpr DropoutRates everywhere(double probability) {
        return {probability, probability, probability, probability};
    }
    bool operator==(const DropoutRates&) const = default;
};

/// Of each layer of a stack.
struct LayerSettings {
    std::int64_t d_model = 512;
    std::int64_t num_heads = 8;
    std::int64_t d_ff = 2048;
    Activation activation = Activation::relu;
    NormPlacement norm = NormPlacement::post;
    double layer_norm_epsilon = 1e-5;
    DropoutRates dropout = {};
    bool operator==(const LayerSettings&) const = default;
};

}  // namespace vitro::nn
