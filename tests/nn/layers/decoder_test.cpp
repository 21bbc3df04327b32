// tests/nn/layers/decoder_test.cpp: layers beside torch.nn.TransformerDecoderLayer; cross-attention per layer and head.
#include "nn/layers/decoder.hpp"

#include <doctest/doctest.h>
#include <vector>

#include "core/context.hpp"
#include "tests/nn/fixture.hpp"
#include "tests/nn/layers/settings.hpp"

using namespace vitro;
using core::Mask;
using core::Tensor;
using core::Variable;
using test::Fixture;

namespace {

void check_decoder_layer(const std::string& name) {
    const Fixture fixture("decoder_layer_" + name);
    nn::Parameters parameters;
    const nn::DecoderLayer layer(nn::Builder(parameters), test::layer_settings(fixture));
    fixture.load(parameters);
    const Variable x = fixture.leaf("in.x"), memory = fixture.leaf("in.memory");
    const nn::DecoderMasks masks{.self = Mask::causal() & Mask::padding(fixture.indices("in.lengths")),
                                 .cross = Mask::padding(fixture.indices("in.memory_lengths"))};
    const Variable y = layer(x, memory, masks);
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    fixture.check_gradient(x);
    fixture.check_gradient(memory);
    fixture.check_gradients(parameters);
}

}  // namespace

TEST_CASE("a DecoderLayer is PyTorch's, post-norm and pre-norm") {
    check_decoder_layer("post_norm_gelu");
    check_decoder_layer("pre_norm_relu");
}

TEST_CASE("each layer of a decoder starts different") {
    nn::Parameters parameters;
    const nn::Decoder decoder(nn::Builder(parameters) / "decoder", 3, {.d_model = 8, .num_heads = 2, .d_ff = 16},
                              false);
    test::check_layers_differ(parameters, "decoder.layers.", 3);
    CHECK(parameters.count() == 3 * 26);
}

TEST_CASE("a decoder hands out the cross-attention of each layer and head") {
    nn::Parameters parameters, inputs(3);
    const nn::Decoder decoder(nn::Builder(parameters), 2, {.d_model = 8, .num_heads = 4, .d_ff = 16}, true);
    const Variable x = inputs.add(core::Path() / "x", {2, 3, 8}, nn::init::normal(1));
    const Variable memory = inputs.add(core::Path() / "memory", {2, 5, 8}, nn::init::normal(1));
    const nn::DecoderMasks masks{.self = Mask::causal(), .cross = Mask::padding(core::Indices::from({2}, {5, 2}))};
    std::vector<Tensor> weights;
    const Tensor with = decoder(x, memory, masks, &weights).value;
    CHECK(test::difference(decoder(x, memory, masks).value, with) == 0);
    REQUIRE(weights.size() == 2);
    for (const Tensor& layer : weights) {
        REQUIRE(layer.shape() == core::Shape{2, 4, 3, 5});
        CHECK(test::difference(core::sum(Variable(layer), -1).value, Tensor::full({2, 4, 3}, 1)) < 1e-6);
        for (std::int64_t key = 2; key < 5; ++key) CHECK(layer.at({1, 0, 0, key}) == 0);
    }
}

TEST_CASE("a decoder on a cache gives the last rows of a whole call, with the weights of its cross-attention") {
    const core::NoGrad no_grad;
    nn::Parameters parameters, inputs(3);
    const nn::Decoder decoder(nn::Builder(parameters), 2, {.d_model = 32, .num_heads = 2, .d_ff = 16}, true);
    const Variable x = inputs.add(core::Path() / "x", {2, 6, 32}, nn::init::normal(1));
    const Variable memory = inputs.add(core::Path() / "memory", {2, 5, 32}, nn::init::normal(1));
    const core::Indices lengths = core::Indices::from({2}, {5, 2});
    std::vector<Tensor> weights, newest;
    const Tensor whole = decoder(x, memory, {.self = Mask::causal(), .cross = Mask::padding(lengths)}, &weights).value;
    nn::DecoderCache cache = decoder.cache(memory, lengths, 2, 8);
    cache.start(std::vector<std::int64_t>{0, 1});
    std::vector<Variable> parts;
    for (const std::int64_t positions : {3, 1, 2})
        parts.push_back(decoder(core::slice(x, 1, cache.self.length(), positions), cache, &newest));
    CHECK(test::difference(core::concat(parts, 1).value, whole) < test::kTolerance);
    REQUIRE(newest.size() == 2);
    for (std::size_t layer = 0; layer < 2; ++layer)
        CHECK(test::difference(newest[layer], core::slice(Variable(weights[layer]), 2, 4, 2).value) < test::kTolerance);
}
