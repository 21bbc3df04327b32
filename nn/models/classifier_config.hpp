// nn/models/classifier_config.hpp: everything that fixes the shape, the function and the start of a Classifier, and its
// JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "nn/layers/settings.hpp"

namespace vitro::nn {

struct ClassifierConfig {
    std::int64_t vocabulary = 0;
    std::int64_t classes = 0;
    LayerSettings layer = {
        .d_model = 64, .num_heads = 4, .d_ff = 256, .activation = Activation::gelu_erf, .norm = NormPlacement::pre};
    std::int64_t layers = 2;
    bool final_norm = true;  ///< a LayerNorm behind the stack; pre-norm needs one
    StackPositions positions = StackPositions::learned;
    std::int64_t max_positions = 256;  ///< of a text
    bool bias = true;                  ///< in linear maps, norms and the head
    bool scale_embedding = false;      ///< embeddings times sqrt(d_model) before positions are added
    Initialisation initialisation = Initialisation::gpt2;

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const ClassifierConfig&) const = default;
};

/// {"vocabulary": 2000, "classes": 2, "d_model": 64, ..., "residual_dropout": 0}
nlohmann::ordered_json to_json(const ClassifierConfig& config);
/// The inverse, with the rules of transformer_config(): missing settings keep their defaults, "dropout" is short for
/// the same rate at all four places. Throws Error for a setting that does not exist, a value of the wrong type or
/// outside what is valid, listing that.
ClassifierConfig classifier_config(const nlohmann::ordered_json& json);

}  // namespace vitro::nn
