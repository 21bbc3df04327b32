// nn/models/transformer_config.cpp: one list of settings, read in both directions, and what each may be.
#include "nn/models/transformer_config.hpp"

#include "nn/models/model_settings.hpp"

namespace vitro::nn {

template <>
struct Choices<Tying> {
    static constexpr Choice<Tying> all[] = {{"none", Tying::none}, {"target", Tying::target}, {"all", Tying::all}};
};

namespace {

constexpr const char* kTransformerSection = "transformer";

constexpr auto each_transformer_setting = [](auto& config, const auto& visit) {
    visit("source_vocabulary", config.source_vocabulary);
    visit("target_vocabulary", config.target_vocabulary);
    each_layer_setting(config.layer, visit);
    visit("encoder_layers", config.encoder_layers);
    visit("decoder_layers", config.decoder_layers);
    visit("final_norm", config.final_norm);
    visit("positions", config.positions);
    visit("max_positions", config.max_positions);
    visit("tied", config.tied);
    visit("scale_embedding", config.scale_embedding);
    each_dropout_setting(config.layer.dropout, visit);
};

}  // namespace

void TransformerConfig::validate() const {
    each_transformer_setting(*this, RequireValid(kTransformerSection));
    require_valid_layer(kTransformerSection, layer);
    if (tied == Tying::all && source_vocabulary != target_vocabulary)
        refuse_setting(kTransformerSection, "tied",
                       fmt::format("all, with vocabularies of {} and {}", source_vocabulary, target_vocabulary),
                       "none, target; or one vocabulary for both languages");
}

Json to_json(const TransformerConfig& config) {
    return settings_to_json(config, each_transformer_setting);
}

TransformerConfig transformer_config(const Json& json) {
    return config_from_json<TransformerConfig>(kTransformerSection, json, each_transformer_setting);
}

}  // namespace vitro::nn
