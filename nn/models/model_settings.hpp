// nn/models/model_settings.hpp: what the settings of all models share: names in JSON, the checks, how they are read.
//
// For the source of one model's settings; a program includes transformer_config.hpp and its like.
#pragma once

#include <string_view>
#include <type_traits>

#include "nn/layers/settings.hpp"
#include "nn/settings_json.hpp"

namespace vitro::nn {

template <>
struct Choices<NormPlacement> {
    static constexpr Choice<NormPlacement> all[] = {{"post", NormPlacement::post}, {"pre", NormPlacement::pre}};
};
template <>
struct Choices<Positions> {
    static constexpr Choice<Positions> all[] = {{"sinusoidal", Positions::sinusoidal}, {"learned", Positions::learned}};
};
template <>
struct Choices<StackPositions> {
    static constexpr Choice<StackPositions> all[] = {{"learned", StackPositions::learned},
                                                     {"sinusoidal", StackPositions::sinusoidal},
                                                     {"rotary", StackPositions::rotary}};
};
template <>
struct Choices<Initialisation> {
    static constexpr Choice<Initialisation> all[] = {{"xavier", Initialisation::xavier},
                                                     {"gpt2", Initialisation::gpt2}};
};
template <>
struct Choices<Activation> {
    static constexpr Choice<Activation> all[] = {{"relu", Activation::relu},
                                                 {"gelu", Activation::gelu_erf},
                                                 {"gelu_tanh", Activation::gelu_tanh},
                                                 {"silu", Activation::silu}};
};

/// A layer's settings without its dropout.
constexpr auto each_layer_setting = [](auto& layer, const auto& visit) {
    visit("d_model", layer.d_model);
    visit("num_heads", layer.num_heads);
    visit("d_ff", layer.d_ff);
    visit("activation", layer.activation);
    visit("norm", layer.norm);
    visit("layer_norm_epsilon", layer.layer_norm_epsilon);
};
constexpr auto each_dropout_setting = [](auto& rates, const auto& visit) {
    visit("residual_dropout", rates.residual);
    visit("attention_dropout", rates.attention);
    visit("feed_forward_dropout", rates.feed_forward);
    visit("embedding_dropout", rates.embedding);
};

/// Of a size, by its name: of 32 bits for a vocabulary, since ids are; kMaxLayers for layers; kMaxSize.
std::int64_t largest_size(std::string_view setting);

/// A visitor that throws Error "[section] d_ff 0: valid are 1 to 1048576" for a size that is too small or too large, an
/// enum of no known value, a rate of dropout outside 0 up to 1.
class RequireValid {
  public:
    explicit RequireValid(const char* section) : section_(section) {}

    template <class Value>
    void operator()(const char* setting, const Value& value) const {
        if constexpr (std::is_enum_v<Value>) {
            if (setting_to_json(value).is_null())
                refuse_setting(section_, setting, fmt::format("number {}", static_cast<int>(value)), names_of<Value>());
        } else if constexpr (std::is_same_v<Value, std::int64_t>) {
            if (value < 1 || value > largest_size(setting))
                refuse_setting(section_, setting, std::to_string(value), fmt::format("1 to {}", largest_size(setting)));
        } else if constexpr (std::is_same_v<Value, double>) {
            if (std::string_view(setting).ends_with("dropout") && !(value >= 0 && value < 1))
                refuse_setting(section_, setting, fmt::format("{}", value), "0 up to but not 1");
        }
    }

  private:
    const char* section_;
};

/// Throws Error when heads do not divide the width, listing those that do, and for an epsilon that is not positive.
void require_valid_layer(const char* section, const LayerSettings& layer);

/// Throws Error for rotary positions when a head's width is odd: it is turned in pairs.
void require_valid_positions(const char* section, StackPositions positions, const LayerSettings& layer);

/// Sets what the JSON names, as settings_from_json, and understands "dropout" as all four rates, of which one may still
/// be set by itself. The config has its rates at config.layer.dropout.
template <class Config, class Each>
Config config_from_json(const char* section, const Json& json, const Each& each_setting) {
    Config config;
    double everywhere = 0;  // "dropout", before the settings of single places
    if (json.is_object() && json.contains("dropout"))
        setting_from_json(section, "dropout", json["dropout"], everywhere);
    config.layer.dropout = DropoutRates::everywhere(everywhere);
    settings_from_json(section, json, config, [&](auto& fields, const auto& visit) {
        each_setting(fields, visit);
        visit("dropout", everywhere);
    });
    config.validate();
    return config;
}

}  // namespace vitro::nn
