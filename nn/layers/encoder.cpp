// nn/layers/encoder.cpp: reads a sequence: every position sees every other one.
#include "nn/layers/encoder.hpp"

namespace vitro::nn::inline VITRO_REAL {

EncoderLayer::EncoderLayer(const Builder& at, const LayerSettings& settings, const LayerVariant& variant)
    : Module(at),
      self_attn(at / "self_attn", settings.d_model, settings.num_heads, settings.dropout.attention, variant),
      residual1(at, 1, settings, variant.bias),
      feed_forward(at / "feed_forward", settings.d_model, settings.d_ff, settings.activation,
                   settings.dropout.feed_forward, variant),
      residual2(at, 2, settings, variant.bias) {}

Variable EncoderLayer::operator()(const Variable& x, const core::Mask& mask) const {
    const Scope scope(path);
    const Variable seen = residual1(x, [&](const Variable& h) { return self_attn(h, h, mask); });
    return residual2(seen, feed_forward);
}

Variable EncoderLayer::operator()(const Variable& x, KeyValueCache& cache, std::int64_t layer) const {
    const Scope scope(path);
    const Variable seen = residual1(x, [&](const Variable& h) { return self_attn(h, cache, layer); });
    return residual2(seen, feed_forward);
}

Encoder::Encoder(const Builder& at, std::int64_t layer_count, const LayerSettings& settings, bool final_norm,
                 const LayerVariant& variant)
    : Module(at) {
    for (std::int64_t i = 0; i < layer_count; ++i) layers.emplace_back(at / "layers" / i, settings, variant);
    if (final_norm) norm.emplace(at / "norm", settings.d_model, settings.layer_norm_epsilon, variant.bias);
}

Variable Encoder::operator()(const Variable& x, const core::Mask& mask) const {
    const Scope scope(path);
    Variable h = x;
    for (const EncoderLayer& layer : layers) h = layer(h, mask);
    return norm ? (*norm)(h) : h;
}

Variable Encoder::operator()(const Variable& x, KeyValueCache& cache) const {
    const Scope scope(path);
    Variable h = x;
    for (std::size_t i = 0; i < layers.size(); ++i) h = layers[i](h, cache, static_cast<std::int64_t>(i));
    cache.advance(x.shape()[1]);
    return norm ? (*norm)(h) : h;
}

}  // namespace vitro::nn::inline VITRO_REAL
