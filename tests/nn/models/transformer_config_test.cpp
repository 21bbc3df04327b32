// tests/nn/models/transformer_config_test.cpp: settings to JSON and back, and what is refused.
#include "nn/models/transformer_config.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "nn/settings_json.hpp"
#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;

namespace {

TransformerConfig small() {
    TransformerConfig config;
    config.source_vocabulary = 7859;
    config.target_vocabulary = 5921;
    config.layer = {.d_model = 256, .num_heads = 8, .d_ff = 512};
    return config;
}

/// The message for `small` after a change.
template <class Change>
std::string refusal(const Change& change) {
    TransformerConfig config = small();
    change(config);
    return error_of([&] { config.validate(); });
}

std::string json_refusal(const char* name, const Json& value) {
    Json json = to_json(small());
    json[name] = value;
    return error_of([&] { transformer_config(json); });
}

}  // namespace

TEST_CASE("settings come back from their JSON") {
    TransformerConfig config = small();
    config.layer.activation = Activation::gelu_erf;
    config.layer.norm = NormPlacement::pre;
    config.layer.dropout = {.residual = 0.1, .attention = 0.2, .feed_forward = 0.3, .embedding = 0.4};
    config.layer.layer_norm_epsilon = 1e-6;
    config.encoder_layers = 2;
    config.decoder_layers = 3;
    config.final_norm = false;
    config.positions = Positions::learned;
    config.max_positions = 100;
    config.tied = Tying::target;
    config.scale_embedding = false;
    CHECK(transformer_config(to_json(config)) == config);
    CHECK(transformer_config(Json::parse(to_json(config).dump())) == config);
}

TEST_CASE("what JSON does not say keeps its default, dropout is short for all four places") {
    const TransformerConfig config = transformer_config(
        Json::parse(R"({"source_vocabulary": 10, "target_vocabulary": 12, "attention_dropout": 0, "dropout": 0.1})"));
    CHECK(config.source_vocabulary == 10);
    CHECK(config.layer.d_model == TransformerConfig().layer.d_model);
    CHECK(config.layer.dropout == DropoutRates{.residual = 0.1, .attention = 0, .feed_forward = 0.1, .embedding = 0.1});
}

TEST_CASE("what is out of range is refused with what is valid") {
    CHECK(error_of([] { small().validate(); }) == "no error");
    CHECK(refusal([](TransformerConfig& c) { c.source_vocabulary = 0; }) ==
          "[transformer] source_vocabulary 0: valid are 1 to 2147483647");
    CHECK(refusal([](TransformerConfig& c) { c.max_positions = -1; }) ==
          "[transformer] max_positions -1: valid are 1 to 1048576");
    CHECK(refusal([](TransformerConfig& c) { c.layer.d_model = 12; }) ==
          "[transformer] num_heads 8, which does not divide d_model 12: valid are 1, 2, 3, 4, 6, 12");
    CHECK(refusal([](TransformerConfig& c) { c.layer.dropout.attention = 1; }) ==
          "[transformer] attention_dropout 1: valid are 0 up to but not 1");
    CHECK(refusal([](TransformerConfig& c) { c.layer.layer_norm_epsilon = 0; }) ==
          "[transformer] layer_norm_epsilon 0: valid are positive numbers");
    CHECK(refusal([](TransformerConfig& c) { c.tied = Tying::all; }) ==
          "[transformer] tied all, with vocabularies of 7859 and 5921: valid are none, target; or one vocabulary for "
          "both languages");
    CHECK(refusal([](TransformerConfig& c) { c.layer.activation = Activation::none; }) ==
          "[transformer] activation number 0: valid are relu, gelu, gelu_tanh, silu");
}

TEST_CASE("JSON of the wrong kind is refused with what is valid") {
    CHECK(json_refusal("norm", "middle") == "[transformer] norm \"middle\": valid are post, pre");
    CHECK(json_refusal("d_model", 2.5) == "[transformer] d_model 2.5: valid are integers");
    CHECK(json_refusal("final_norm", 1) == "[transformer] final_norm 1: valid are true, false");
    CHECK(json_refusal("dropout", "much") == "[transformer] dropout \"much\": valid are numbers");
    CHECK(json_refusal("residual_dropout", 1) == "[transformer] residual_dropout 1: valid are 0 up to but not 1");
    const std::string unknown = json_refusal("depth", 6);
    CHECK(unknown.starts_with("[transformer] setting \"depth\": valid are source_vocabulary, target_vocabulary, "));
    CHECK(unknown.ends_with("embedding_dropout, dropout"));
    CHECK(error_of([] { transformer_config(Json::array()); }) == "[transformer] settings must be a JSON object");
}
