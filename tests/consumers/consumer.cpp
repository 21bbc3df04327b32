// tests/consumers/consumer.cpp: what each consumer builds: the gradient that the README shows, and a Transformer.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "nn/models/transformer.hpp"

using namespace vitro::core;

namespace {

void print_gradient() {
    const Variable x = parameter(Tensor::from({3}, {1, 2, 3}));
    backward(sum(x * x));
    const Tensor gradient = x.grad();
    std::printf("x =");
    for (const float value : x.value.span()) std::printf(" %g", static_cast<double>(value));
    std::printf(", d(x.x)/dx =");
    for (const float value : gradient.span()) std::printf(" %g", static_cast<double>(value));
    std::printf("\n");
}

void print_transformer() {
    vitro::nn::TransformerConfig config{.source_vocabulary = 5, .target_vocabulary = 5, .max_positions = 4};
    config.layer = {.d_model = 4, .num_heads = 2, .d_ff = 8};
    config.encoder_layers = config.decoder_layers = 1;
    vitro::nn::Parameters parameters(1);
    const vitro::nn::Transformer model(vitro::nn::Builder(parameters), config);
    const Variable logits =
        model(Indices::from({1, 2}, {4, 3}), Indices::from({1}, {2}), Indices::from({1, 3}, {2, 4, 4}));
    std::printf("d_model %d, logits %s\n", to_json(config)["d_model"].get<int>(), logits.shape().str().c_str());
}

}  // namespace

int main() {
    print_gradient();
    print_transformer();
}
