// tests/nn/models/transformer_sizes_test.cpp: sizes beyond all models are refused at once, not built, and not searched.
#include <doctest/doctest.h>
#include <limits>

#include "nn/models/transformer_config.hpp"
#include "tests/error_of.hpp"

using namespace vitro::nn;

namespace {

TransformerConfig one_layer() {
    TransformerConfig config{.source_vocabulary = 10, .target_vocabulary = 10};
    config.layer = {.d_model = 16, .num_heads = 2, .d_ff = 32};
    return config;
}

template <class Change>
std::string refusal_of_size(const Change& change) {
    TransformerConfig config = one_layer();
    change(config);
    return vitro::test::error_of([&] { config.validate(); });
}

}  // namespace

TEST_CASE("sizes: each has an upper end, which is valid itself") {
    CHECK(refusal_of_size([](TransformerConfig& c) {
              c.layer.d_model = c.layer.d_ff = c.max_positions = kMaxSize;
              c.encoder_layers = c.decoder_layers = kMaxLayers;
              c.source_vocabulary = std::numeric_limits<std::int32_t>::max();
          }) == "no error");
    CHECK(refusal_of_size([](TransformerConfig& c) { c.encoder_layers = 2'000'000'000; }) ==
          "[transformer] encoder_layers 2000000000: valid are 1 to 1000");
    CHECK(refusal_of_size([](TransformerConfig& c) { c.layer.d_ff = kMaxSize + 1; }) ==
          "[transformer] d_ff 1048577: valid are 1 to 1048576");
    CHECK(refusal_of_size([](TransformerConfig& c) { c.target_vocabulary = std::int64_t{1} << 31; }) ==
          "[transformer] target_vocabulary 2147483648: valid are 1 to 2147483647");
}

TEST_CASE("sizes: no width is so large that looking for its divisors takes long") {
    CHECK(refusal_of_size([](TransformerConfig& c) { c.layer.d_model = std::numeric_limits<std::int64_t>::max(); }) ==
          "[transformer] d_model 9223372036854775807: valid are 1 to 1048576");
}

TEST_CASE("sizes: the divisors of a width are listed in order, a root once") {
    const auto with_width = [](std::int64_t width) {
        return refusal_of_size([&](TransformerConfig& c) {
            c.layer.d_model = width;
            c.layer.num_heads = 5;
        });
    };
    CHECK(with_width(36).ends_with("does not divide d_model 36: valid are 1, 2, 3, 4, 6, 9, 12, 18, 36"));
    CHECK(with_width(12).ends_with("valid are 1, 2, 3, 4, 6, 12"));
    CHECK(with_width(7).ends_with("valid are 1, 7"));
    CHECK(with_width(1).ends_with("valid are 1"));
}
