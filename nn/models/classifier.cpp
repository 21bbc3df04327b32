// nn/models/classifier.cpp: the encoder-only Transformer, from a text's token ids to a score for each class.
#include "nn/models/classifier.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

ClassifierConfig valid(const ClassifierConfig& config) {
    config.validate();
    return config;
}

LayerVariant variant_of(const ClassifierConfig& config) {
    return {.bias = config.bias,
            .rotary = config.positions == StackPositions::rotary,
            .weights = WeightInit::of(config.initialisation, config.layers)};
}

InputSettings input_of(const ClassifierConfig& config) {
    return {.vocabulary = config.vocabulary,
            .d_model = config.layer.d_model,
            .positions = config.positions,
            .max_positions = config.max_positions,
            .scale_embedding = config.scale_embedding,
            .dropout = config.layer.dropout.embedding};
}

LinearInit head_of(const ClassifierConfig& config) {
    const LayerVariant variant = variant_of(config);
    return variant.linear(variant.weights.table);
}

void check_lengths(const core::Indices& tokens, const core::Indices& lengths) {
    const std::int64_t batch = tokens.shape()[0], time = tokens.shape()[1];
    if (lengths.shape() != Shape{batch})
        throw core::Error(fmt::format("[classifier] tokens {} x lengths {}: the lengths must be ({})",
                                      tokens.shape().str(), lengths.shape().str(), batch));
    for (std::int64_t b = 0; b < batch; ++b)
        if (const std::int32_t length = lengths.data()[b]; length < 1 || length > time)
            throw core::Error(
                fmt::format("[classifier] text {} has a length of {}: valid are 1 to {}", b, length, time));
}

/// [batch, 1, time]: 1 / length at a text's own positions, 0 behind them. A product with it is the mean, and its
/// gradient reaches no padding.
Tensor mean_weights(const core::Indices& lengths, std::int64_t time) {
    const std::int64_t batch = lengths.size();
    Tensor weights(Shape{batch, 1, time});
    real* out = weights.write();
    for (std::int64_t b = 0; b < batch; ++b)
        for (std::int64_t t = 0; t < time; ++t)
            *out++ = t < lengths.data()[b] ? real{1} / static_cast<real>(lengths.data()[b]) : real{0};
    return weights;
}

}  // namespace

Classifier::Classifier(const Builder& at, const ClassifierConfig& settings)
    : Module(at),
      config(valid(settings)),
      input(at, input_of(config), variant_of(config).weights.table),
      stack(at, config.layers, config.layer, config.final_norm, variant_of(config)),
      output(at / "output", config.layer.d_model, config.classes, head_of(config)) {}

Variable Classifier::operator()(const core::Indices& tokens, const core::Indices& lengths) const {
    const Variable text = pooled(tokens, lengths);
    const Scope scope(path);
    return output(text);
}

Variable Classifier::pooled(const core::Indices& tokens, const core::Indices& lengths) const {
    const Scope scope(path);
    const Variable x = input(tokens);
    check_lengths(tokens, lengths);
    const Variable states = stack(x, core::Mask::padding(lengths));
    const std::int64_t batch = tokens.shape()[0], time = tokens.shape()[1];
    return core::reshape(core::matmul(mean_weights(lengths, time), states), {batch, config.layer.d_model});
}

}  // namespace vitro::nn::inline VITRO_REAL
