// nn/models/language_model_config.hpp: everything that fixes the shape, the function and the start of a LanguageModel,
// and its JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "nn/layers/settings.hpp"

namespace vitro::nn {

/// By default nanoGPT's model for one CPU: 4 layers of width 128, 64 positions, no bias anywhere.
struct LanguageModelConfig {
    std::int64_t vocabulary = 0;
    LayerSettings layer = {
        .d_model = 128, .num_heads = 4, .d_ff = 512, .activation = Activation::gelu_erf, .norm = NormPlacement::pre};
    std::int64_t layers = 4;
    bool final_norm = true;  ///< a LayerNorm behind the stack; pre-norm needs one
    StackPositions positions = StackPositions::learned;
    std::int64_t max_positions = 64;  ///< the context: as many tokens as the model ever sees at once
    bool tied = true;                 ///< embedding and output projection are one matrix
    bool bias = false;                ///< in linear maps, norms and the output projection
    bool scale_embedding = false;     ///< embeddings times sqrt(d_model) before positions are added
    Initialisation initialisation = Initialisation::gpt2;

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const LanguageModelConfig&) const = default;
};

/// {"vocabulary": 65, "d_model": 128, ..., "positions": "learned", ..., "residual_dropout": 0}
nlohmann::ordered_json to_json(const LanguageModelConfig& config);
/// The inverse, with the rules of transformer_config(): missing settings keep their defaults, "dropout" is short for
/// the same rate at all four places. Throws Error for a setting that does not exist, a value of the wrong type or
/// outside what is valid, listing that.
LanguageModelConfig language_model_config(const nlohmann::ordered_json& json);

}  // namespace vitro::nn
