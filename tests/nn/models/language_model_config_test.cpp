// tests/nn/models/language_model_config_test.cpp: settings to JSON and back, and what is refused.
#include "nn/models/language_model_config.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Json = nlohmann::ordered_json;

namespace {

/// The message for a valid model after a change.
template <class Change>
std::string refusal_of_change(const Change& change) {
    LanguageModelConfig config{.vocabulary = 65};
    change(config);
    return error_of([&] { config.validate(); });
}

std::string refusal_of_setting(const char* name, const Json& value) {
    Json json = to_json(LanguageModelConfig{.vocabulary = 65});
    json[name] = value;
    return error_of([&] { language_model_config(json); });
}

}  // namespace

TEST_CASE("a language model's settings come back from their JSON") {
    LanguageModelConfig config{.vocabulary = 65};
    config.layer = {.d_model = 48, .num_heads = 3, .d_ff = 96, .activation = Activation::silu};
    config.layer.dropout = {.residual = 0.1, .attention = 0.2, .feed_forward = 0.3, .embedding = 0.4};
    config.layers = 5;
    config.final_norm = false;
    config.positions = StackPositions::rotary;
    config.max_positions = 100;
    config.tied = false;
    config.bias = true;
    config.scale_embedding = true;
    config.initialisation = Initialisation::xavier;
    CHECK(language_model_config(to_json(config)) == config);
    CHECK(language_model_config(Json::parse(to_json(config).dump())) == config);
}

TEST_CASE("what a language model's JSON does not say keeps its default, dropout is short for all four places") {
    const LanguageModelConfig config = language_model_config(Json::parse(R"({"vocabulary": 65, "dropout": 0.1})"));
    LanguageModelConfig want{.vocabulary = 65};
    want.layer.dropout = DropoutRates::everywhere(0.1);
    CHECK(config == want);
}

TEST_CASE("what a language model cannot be is refused with what is valid") {
    CHECK(refusal_of_change([](LanguageModelConfig&) {}) == "no error");
    CHECK(refusal_of_change([](LanguageModelConfig& c) { c.vocabulary = 0; }) ==
          "[language_model] vocabulary 0: valid are 1 to 2147483647");
    CHECK(refusal_of_change([](LanguageModelConfig& c) { c.layers = 1001; }) ==
          "[language_model] layers 1001: valid are 1 to 1000");
    CHECK(refusal_of_change([](LanguageModelConfig& c) {
              c.layer.num_heads = 5;
          }).starts_with("[language_model] num_heads 5, which does not divide d_model 128: valid are 1, 2, 4"));
    CHECK(refusal_of_change([](LanguageModelConfig& c) {
              c.positions = StackPositions::rotary;
              c.layer.d_model = 12;
          }) ==
          "[language_model] positions rotary, with heads of width 3: valid are learned, sinusoidal; or a head of "
          "even width");
    CHECK(refusal_of_setting("positions", "relative") ==
          "[language_model] positions \"relative\": valid are learned, sinusoidal, rotary");
    CHECK(refusal_of_setting("initialisation", "zeros") ==
          "[language_model] initialisation \"zeros\": valid are xavier, gpt2");
    CHECK(refusal_of_setting("bias", 1) == "[language_model] bias 1: valid are true, false");
    CHECK(refusal_of_setting("depth", 1)
              .starts_with("[language_model] setting \"depth\": valid are vocabulary, d_model, "));
}
