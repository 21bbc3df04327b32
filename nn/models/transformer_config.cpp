// nn/models/transformer_config.cpp: one list of settings, read in both directions, and what each may be.
#include "nn/models/transformer_config.hpp"

#include <cmath>
#include <limits>
#include <vector>

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
struct Choices<Tying> {
    static constexpr Choice<Tying> all[] = {{"none", Tying::none}, {"target", Tying::target}, {"all", Tying::all}};
};
template <>
struct Choices<Activation> {
    static constexpr Choice<Activation> all[] = {{"relu", Activation::relu},
                                                 {"gelu", Activation::gelu_erf},
                                                 {"gelu_tanh", Activation::gelu_tanh},
                                                 {"silu", Activation::silu}};
};

namespace {

constexpr const char* kSection = "transformer";

constexpr auto each_setting = [](auto& config, const auto& visit) {
    visit("source_vocabulary", config.source_vocabulary);
    visit("target_vocabulary", config.target_vocabulary);
    visit("d_model", config.layer.d_model);
    visit("num_heads", config.layer.num_heads);
    visit("d_ff", config.layer.d_ff);
    visit("activation", config.layer.activation);
    visit("norm", config.layer.norm);
    visit("layer_norm_epsilon", config.layer.layer_norm_epsilon);
    visit("encoder_layers", config.encoder_layers);
    visit("decoder_layers", config.decoder_layers);
    visit("final_norm", config.final_norm);
    visit("positions", config.positions);
    visit("max_positions", config.max_positions);
    visit("tied", config.tied);
    visit("scale_embedding", config.scale_embedding);
    visit("residual_dropout", config.layer.dropout.residual);
    visit("attention_dropout", config.layer.dropout.attention);
    visit("feed_forward_dropout", config.layer.dropout.feed_forward);
    visit("embedding_dropout", config.layer.dropout.embedding);
};

std::int64_t largest(std::string_view setting) {
    if (setting.ends_with("_vocabulary")) return std::numeric_limits<std::int32_t>::max();  // ids are of 32 bits
    return setting.ends_with("_layers") ? TransformerConfig::kMaxLayers : TransformerConfig::kMaxSize;
}

/// A size, an enum that may hold anything, or a number whose rule stands below.
struct RequireValid {
    template <class Value>
    void operator()(const char* setting, const Value& value) const {
        if constexpr (std::is_enum_v<Value>) {
            if (setting_to_json(value).is_null())
                refuse_setting(kSection, setting, fmt::format("number {}", static_cast<int>(value)), names_of<Value>());
        } else if constexpr (std::is_same_v<Value, std::int64_t>) {
            if (value < 1 || value > largest(setting))
                refuse_setting(kSection, setting, std::to_string(value), fmt::format("1 to {}", largest(setting)));
        } else if constexpr (std::is_same_v<Value, double>) {
            if (std::string_view(setting).ends_with("dropout") && !(value >= 0 && value < 1))
                refuse_setting(kSection, setting, fmt::format("{}", value), "0 up to but not 1");
        }
    }
};

/// "1, 2, 3, 6", in about sqrt(number) steps: each divisor below the root has a partner above it.
std::string divisors_of(std::int64_t number) {
    std::vector<std::int64_t> divisors, partners;
    for (std::int64_t i = 1; i * i <= number; ++i) {
        if (number % i != 0) continue;
        divisors.push_back(i);
        if (i != number / i) partners.push_back(number / i);
    }
    divisors.insert(divisors.end(), partners.rbegin(), partners.rend());
    return fmt::format("{}", fmt::join(divisors, ", "));
}

}  // namespace

void TransformerConfig::validate() const {
    each_setting(*this, RequireValid());
    if (layer.d_model % layer.num_heads != 0)
        refuse_setting(kSection, "num_heads",
                       fmt::format("{}, which does not divide d_model {}", layer.num_heads, layer.d_model),
                       divisors_of(layer.d_model));
    if (!(layer.layer_norm_epsilon > 0) || !std::isfinite(layer.layer_norm_epsilon))
        refuse_setting(kSection, "layer_norm_epsilon", fmt::format("{}", layer.layer_norm_epsilon), "positive numbers");
    if (tied == Tying::all && source_vocabulary != target_vocabulary)
        refuse_setting(kSection, "tied",
                       fmt::format("all, with vocabularies of {} and {}", source_vocabulary, target_vocabulary),
                       "none, target; or one vocabulary for both languages");
}

Json to_json(const TransformerConfig& config) {
    return settings_to_json(config, each_setting);
}

TransformerConfig transformer_config(const Json& json) {
    TransformerConfig config;
    double everywhere = 0;  // "dropout", before the settings of single places
    if (json.is_object() && json.contains("dropout"))
        setting_from_json(kSection, "dropout", json["dropout"], everywhere);
    config.layer.dropout = DropoutRates::everywhere(everywhere);
    settings_from_json(kSection, json, config, [&](auto& fields, const auto& visit) {
        each_setting(fields, visit);
        visit("dropout", everywhere);
    });
    config.validate();
    return config;
}

}  // namespace vitro::nn
