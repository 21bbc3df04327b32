// nn/models/language_model_config.cpp: one list of settings, read in both directions, and what each may be.
#include "nn/models/language_model_config.hpp"

#include "nn/models/model_settings.hpp"

namespace vitro::nn {
namespace {

constexpr const char* kLanguageModelSection = "language_model";

constexpr auto each_language_model_setting = [](auto& config, const auto& visit) {
    visit("vocabulary", config.vocabulary);
    each_layer_setting(config.layer, visit);
    visit("layers", config.layers);
    visit("final_norm", config.final_norm);
    visit("positions", config.positions);
    visit("max_positions", config.max_positions);
    visit("tied", config.tied);
    visit("bias", config.bias);
    visit("scale_embedding", config.scale_embedding);
    visit("initialisation", config.initialisation);
    each_dropout_setting(config.layer.dropout, visit);
};

}  // namespace

void LanguageModelConfig::validate() const {
    each_language_model_setting(*this, RequireValid(kLanguageModelSection));
    require_valid_layer(kLanguageModelSection, layer);
    require_valid_positions(kLanguageModelSection, positions, layer);
}

Json to_json(const LanguageModelConfig& config) {
    return settings_to_json(config, each_language_model_setting);
}

LanguageModelConfig language_model_config(const Json& json) {
    return config_from_json<LanguageModelConfig>(kLanguageModelSection, json, each_language_model_setting);
}

}  // namespace vitro::nn
