// tests/nn/models/model_settings_test.cpp: what all models' settings share: the sizes that are valid.
#include "nn/models/model_settings.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;

TEST_CASE("the largest size goes by the setting's name") {
    CHECK(largest_size("vocabulary") == 2147483647);
    CHECK(largest_size("target_vocabulary") == 2147483647);
    CHECK(largest_size("layers") == 1000);
    CHECK(largest_size("encoder_layers") == 1000);
    CHECK(largest_size("d_model") == 1 << 20);
}

TEST_CASE("heads divide the width, an epsilon is positive") {
    LayerSettings layer{.d_model = 12, .num_heads = 5};
    CHECK(error_of([&] { require_valid_layer("model", layer); }) ==
          "[model] num_heads 5, which does not divide d_model 12: valid are 1, 2, 3, 4, 6, 12");
    layer.num_heads = 4;
    CHECK(error_of([&] { require_valid_layer("model", layer); }) == "no error");
    layer.layer_norm_epsilon = -1;
    CHECK(error_of([&] { require_valid_layer("model", layer); }) ==
          "[model] layer_norm_epsilon -1: valid are positive numbers");
}

TEST_CASE("rotary positions turn pairs") {
    const LayerSettings odd{.d_model = 9, .num_heads = 3}, even{.d_model = 12, .num_heads = 3};
    CHECK(error_of([&] { require_valid_positions("model", StackPositions::learned, odd); }) == "no error");
    CHECK(error_of([&] { require_valid_positions("model", StackPositions::rotary, even); }) == "no error");
    CHECK(error_of([&] { require_valid_positions("model", StackPositions::rotary, odd); }) ==
          "[model] positions rotary, with heads of width 3: valid are learned, sinusoidal; or a head of even width");
}
