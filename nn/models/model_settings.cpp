// nn/models/model_settings.cpp: what sizes and numbers the settings of any model may have.
#include "nn/models/model_settings.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace vitro::nn {
namespace {

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

std::int64_t largest_size(std::string_view setting) {
    if (setting.ends_with("vocabulary")) return std::numeric_limits<std::int32_t>::max();
    return setting.ends_with("layers") ? kMaxLayers : kMaxSize;
}

void require_valid_layer(const char* section, const LayerSettings& layer) {
    if (layer.d_model % layer.num_heads != 0)
        refuse_setting(section, "num_heads",
                       fmt::format("{}, which does not divide d_model {}", layer.num_heads, layer.d_model),
                       divisors_of(layer.d_model));
    if (!(layer.layer_norm_epsilon > 0) || !std::isfinite(layer.layer_norm_epsilon))
        refuse_setting(section, "layer_norm_epsilon", fmt::format("{}", layer.layer_norm_epsilon), "positive numbers");
}

void require_valid_positions(const char* section, StackPositions positions, const LayerSettings& layer) {
    const std::int64_t width = layer.d_model / layer.num_heads;
    if (positions == StackPositions::rotary && width % 2 != 0)
        refuse_setting(section, "positions", fmt::format("rotary, with heads of width {}", width),
                       "learned, sinusoidal; or a head of even width");
}

}  // namespace vitro::nn
