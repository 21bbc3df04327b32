// nn/layers/decoder.cpp: writes a sequence: every position sees those before it, and all of another sequence.
#include "nn/layers/decoder.hpp"

#include <utility>

namespace vitro::nn::inline VITRO_REAL {

DecoderLayer::DecoderLayer(const Builder& at, const LayerSettings& settings)
    : Module(at),
      self_attn(at / "self_attn", settings.d_model, settings.num_heads, settings.dropout.attention),
      residual1(at, 1, settings),
      cross_attn(at / "cross_attn", settings.d_model, settings.num_heads, settings.dropout.attention),
      residual2(at, 2, settings),
      feed_forward(at / "feed_forward", settings.d_model, settings.d_ff, settings.activation,
                   settings.dropout.feed_forward),
      residual3(at, 3, settings) {}

Variable DecoderLayer::operator()(const Variable& x, const Variable& memory, const DecoderMasks& masks,
                                  Tensor* cross_weights) const {
    const Scope scope(path);
    const Variable seen = residual1(x, [&](const Variable& h) { return self_attn(h, h, masks.self); });
    const Variable informed =
        residual2(seen, [&](const Variable& h) { return cross_attn(h, memory, masks.cross, cross_weights); });
    return residual3(informed, feed_forward);
}

Variable DecoderLayer::operator()(const Variable& x, DecoderCache& cache, std::int64_t layer,
                                  Tensor* cross_weights) const {
    const Scope scope(path);
    const KeysAndValues& memory = cache.memory()[static_cast<std::size_t>(layer)];
    const Variable seen = residual1(x, [&](const Variable& h) { return self_attn(h, cache.self, layer); });
    const Variable informed = residual2(
        seen, [&](const Variable& h) { return cross_attn(h, memory, cache.memories(), cache.mask(), cross_weights); });
    return residual3(informed, feed_forward);
}

Decoder::Decoder(const Builder& at, std::int64_t layer_count, const LayerSettings& settings, bool final_norm)
    : Module(at) {
    for (std::int64_t i = 0; i < layer_count; ++i) layers.emplace_back(at / "layers" / i, settings);
    if (final_norm) norm.emplace(at / "norm", settings.d_model, settings.layer_norm_epsilon);
}

Variable Decoder::operator()(const Variable& x, const Variable& memory, const DecoderMasks& masks,
                             std::vector<Tensor>* cross_weights) const {
    const Scope scope(path);
    if (cross_weights) cross_weights->assign(layers.size(), Tensor());
    Variable h = x;
    for (std::size_t i = 0; i < layers.size(); ++i)
        h = layers[i](h, memory, masks, cross_weights ? &(*cross_weights)[i] : nullptr);
    return norm ? (*norm)(h) : h;
}

DecoderCache Decoder::cache(const Variable& memory, const core::Indices& lengths, std::int64_t most_sequences,
                            std::int64_t capacity) const {
    const Scope scope(path);
    std::vector<KeysAndValues> projected;
    for (const DecoderLayer& layer : layers) projected.push_back(layer.cross_attn.project(memory));
    return {std::move(projected), lengths,
            KeyValueCache(std::ssize(layers), most_sequences, capacity, memory.shape()[2])};
}

Variable Decoder::operator()(const Variable& x, DecoderCache& cache, std::vector<Tensor>* cross_weights) const {
    const Scope scope(path);
    if (cross_weights) cross_weights->assign(layers.size(), Tensor());
    Variable h = x;
    for (std::size_t i = 0; i < layers.size(); ++i)
        h = layers[i](h, cache, static_cast<std::int64_t>(i), cross_weights ? &(*cross_weights)[i] : nullptr);
    cache.self.advance(x.shape()[1]);
    return norm ? (*norm)(h) : h;
}

}  // namespace vitro::nn::inline VITRO_REAL
