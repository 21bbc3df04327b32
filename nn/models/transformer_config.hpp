// nn/models/transformer_config.hpp: everything that fixes the shape and the function of a Transformer, and its JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "nn/layers/settings.hpp"

namespace vitro::nn {

/// Which places share one embedding; what is shared is stored once, under its first name.
enum class Tying : std::uint8_t {
    none,
    target,  ///< target embedding and output projection
    all,     ///< source embedding, too: one vocabulary for both languages
};

struct TransformerConfig {
    std::int64_t source_vocabulary = 0;
    std::int64_t target_vocabulary = 0;
    LayerSettings layer = {};
    std::int64_t encoder_layers = 6;
    std::int64_t decoder_layers = 6;
    bool final_norm = true;  ///< a LayerNorm behind each stack; pre-norm needs one
    Positions positions = Positions::sinusoidal;
    std::int64_t max_positions = 512;  ///< of either side, marks included
    Tying tied = Tying::none;
    bool scale_embedding = true;  ///< embeddings times sqrt(d_model) before positions are added

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const TransformerConfig&) const = default;
};

/// {"source_vocabulary": 7859, ..., "norm": "post", ..., "residual_dropout": 0.1, ...}
nlohmann::ordered_json to_json(const TransformerConfig& config);
/// The inverse. Settings that are missing keep their defaults; "dropout" is short for the same at all four places, of
/// which one may still be set by itself. Throws Error for a setting that does not exist, a value of the wrong type or
/// outside what is valid, listing that.
TransformerConfig transformer_config(const nlohmann::ordered_json& json);

}  // namespace vitro::nn
