// nn/models/classifier_config.cpp: one list of settings, read in both directions, and what each may be.
#include "nn/models/classifier_config.hpp"

#include "nn/models/model_settings.hpp"

namespace vitro::nn {
namespace {

constexpr const char* kClassifierSection = "classifier";

constexpr auto each_classifier_setting = [](auto& config, const auto& visit) {
    visit("vocabulary", config.vocabulary);
    visit("classes", config.classes);
    each_layer_setting(config.layer, visit);
    visit("layers", config.layers);
    visit("final_norm", config.final_norm);
    visit("positions", config.positions);
    visit("max_positions", config.max_positions);
    visit("bias", config.bias);
    visit("scale_embedding", config.scale_embedding);
    visit("initialisation", config.initialisation);
    each_dropout_setting(config.layer.dropout, visit);
};

}  // namespace

void ClassifierConfig::validate() const {
    each_classifier_setting(*this, RequireValid(kClassifierSection));
    require_valid_layer(kClassifierSection, layer);
    require_valid_positions(kClassifierSection, positions, layer);
}

Json to_json(const ClassifierConfig& config) {
    return settings_to_json(config, each_classifier_setting);
}

ClassifierConfig classifier_config(const Json& json) {
    return config_from_json<ClassifierConfig>(kClassifierSection, json, each_classifier_setting);
}

}  // namespace vitro::nn
