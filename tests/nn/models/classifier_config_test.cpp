// tests/nn/models/classifier_config_test.cpp: settings to JSON and back, and what is refused.
#include "nn/models/classifier_config.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Json = nlohmann::ordered_json;

TEST_CASE("a classifier's settings come back from their JSON") {
    ClassifierConfig config{.vocabulary = 500, .classes = 4};
    config.layer = {.d_model = 48, .num_heads = 3, .d_ff = 96, .activation = Activation::relu};
    config.layer.dropout = {.residual = 0.1, .attention = 0.2, .feed_forward = 0.3, .embedding = 0.4};
    config.layers = 5;
    config.final_norm = false;
    config.positions = StackPositions::sinusoidal;
    config.max_positions = 100;
    config.bias = false;
    config.scale_embedding = true;
    config.initialisation = Initialisation::xavier;
    CHECK(classifier_config(Json::parse(to_json(config).dump())) == config);
}

TEST_CASE("what a classifier cannot be is refused with what is valid") {
    const auto refusal = [](const auto& change) {
        ClassifierConfig config{.vocabulary = 500, .classes = 4};
        change(config);
        return error_of([&] { config.validate(); });
    };
    CHECK(refusal([](ClassifierConfig&) {}) == "no error");
    CHECK(refusal([](ClassifierConfig& c) { c.classes = 0; }) == "[classifier] classes 0: valid are 1 to 1048576");
    CHECK(refusal([](ClassifierConfig& c) { c.layer.dropout.residual = 1; }) ==
          "[classifier] residual_dropout 1: valid are 0 up to but not 1");
    CHECK(refusal([](ClassifierConfig& c) {
              c.positions = StackPositions::rotary;
              c.layer.d_model = 12;
          }) ==
          "[classifier] positions rotary, with heads of width 3: valid are learned, sinusoidal; or a head of even "
          "width");
    CHECK(error_of([] { classifier_config(Json::parse(R"({"vocabulary": 9})")); }) ==
          "[classifier] classes 0: valid are 1 to 1048576");
}
