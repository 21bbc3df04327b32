// tests/nn/layers/encoder_test.cpp: layers beside torch.nn.TransformerEncoderLayer; stacks whose layers differ.
#include "nn/layers/encoder.hpp"

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

void check_encoder_layer(const std::string& name) {
    const Fixture fixture("encoder_layer_" + name);
    nn::Parameters parameters;
    const nn::EncoderLayer layer(nn::Builder(parameters), test::layer_settings(fixture));
    fixture.load(parameters);
    const Variable x = fixture.leaf("in.x");
    const Variable y = layer(x, core::Mask::padding(fixture.indices("in.lengths")));
    test::backward(y, fixture.tensor("up.y"));
    fixture.check("out.y", y.value);
    fixture.check_gradient(x);
    fixture.check_gradients(parameters);
}

}  // namespace

TEST_CASE("an EncoderLayer is PyTorch's, post-norm and pre-norm") {
    check_encoder_layer("post_norm_gelu");
    check_encoder_layer("pre_norm_relu");
}

TEST_CASE("each layer of an encoder starts different") {
    nn::Parameters parameters;
    const nn::Encoder encoder(nn::Builder(parameters) / "encoder", 3, {.d_model = 8, .num_heads = 2, .d_ff = 16}, true);
    test::check_layers_differ(parameters, "encoder.layers.", 3);
    CHECK(parameters.count() == 3 * 16 + 2);
}

TEST_CASE("a stack has a final norm or not") {
    const nn::LayerSettings settings{.d_model = 8, .num_heads = 2, .d_ff = 16};
    const Variable x = nn::Parameters(3).add(core::Path() / "x", {1, 3, 8}, nn::init::normal(1));
    nn::Parameters with_norm(1), without_norm(1);
    const nn::Encoder with(nn::Builder(with_norm), 2, settings, true),
        without(nn::Builder(without_norm), 2, settings, false);
    CHECK(with_norm.count() == without_norm.count() + 2);
    const Variable normed = (*with.norm)(without(x, core::Mask::none()));
    CHECK(test::difference(with(x, core::Mask::none()).value, normed.value) == 0);
}

TEST_CASE("an encoder on a cache gives the last rows of a whole causal call, however the positions are dealt out") {
    const core::NoGrad no_grad;
    for (const bool rotary : {false, true}) {
        nn::Parameters parameters;
        const nn::Encoder encoder(nn::Builder(parameters), 2, {.d_model = 32, .num_heads = 2, .d_ff = 16}, true,
                                  {.rotary = rotary});
        const Variable x = nn::Parameters(3).add(core::Path() / "x", {2, 9, 32}, nn::init::normal(1));
        const Tensor whole = encoder(x, Mask::causal()).value;
        nn::KeyValueCache cache(2, 2, 10, 32);
        cache.start(2);
        std::vector<Variable> parts;
        for (const std::int64_t positions : {1, 5, 2, 1})
            parts.push_back(encoder(core::slice(x, 1, cache.length(), positions), cache));
        CHECK(test::difference(core::concat(parts, 1).value, whole) < test::kTolerance);
        cache.shorten(4);
        const Variable again = encoder(core::slice(x, 1, 4, 3), cache);
        CHECK(test::difference(again.value, core::slice(Variable(whole), 1, 4, 3).value) < test::kTolerance);
    }
}
