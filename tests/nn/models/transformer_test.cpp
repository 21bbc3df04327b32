// tests/nn/models/transformer_test.cpp: a whole Transformer beside PyTorch's: logits, loss, the gradient of every
// parameter; what may influence what; names, sizes, tying.
#include "nn/models/transformer.hpp"

#include <doctest/doctest.h>
#include <vector>

#include "core/context.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/layers/settings.hpp"
#include "tests/nn/models/examples.hpp"

using namespace vitro;
using core::Indices;
using core::Tensor;
using core::Variable;
using test::Example;
using test::Fixture;

namespace {

void check_transformer(const std::string& name) {
    const Fixture fixture("transformer_" + name);
    const Example example(test::transformer_config(fixture));
    fixture.load(example.parameters);
    const nn::Transformer& model = example.model;
    const Indices source_lengths = fixture.indices("in.source_lengths");
    const Variable memory = model.encode(fixture.indices("in.source"), source_lengths);
    const Variable logits = model.decode(fixture.indices("in.target_in"), memory, source_lengths,
                                         {.target_lengths = fixture.indices("in.target_lengths")});
    const core::Loss loss = core::cross_entropy(
        logits, fixture.indices("in.target_out"),
        {.smoothing = fixture.number("label_smoothing"), .ignored = static_cast<std::int32_t>(fixture.count("pad"))});
    const Variable mean = loss.mean();
    core::backward(mean);
    CHECK(loss.tokens == fixture.indices("out.tokens").data()[0]);
    fixture.check("out.memory", memory.value);
    fixture.check("out.logits", logits.value);
    fixture.check("out.loss_sum", loss.sum.value.reshape({1}));
    fixture.check("out.loss", mean.value.reshape({1}));
    fixture.check_gradients(example.parameters);
}

Tensor logits_of(const nn::Transformer& model, const test::Sentences& sentences) {
    return model(sentences.source, sentences.source_lengths, sentences.target_in).value;
}

Indices changed(const Indices& ids, std::int64_t position, std::int32_t id) {
    Indices copy = Indices::from(ids.shape(), {ids.data(), static_cast<std::size_t>(ids.size())});
    copy.write()[position] = id;
    return copy;
}

/// Largest difference in the logits of sentence b, target position t.
double change_at(const Tensor& a, const Tensor& b, std::int64_t sentence, std::int64_t position) {
    double worst = 0;
    for (std::int64_t i = 0; i < a.shape()[2]; ++i)
        worst = std::max(worst,
                         static_cast<double>(std::abs(a.at({sentence, position, i}) - b.at({sentence, position, i}))));
    return worst;
}

/// The settings of the preset multi30k-small.
nn::TransformerConfig multi30k_small() {
    nn::TransformerConfig config;
    config.source_vocabulary = 7859;
    config.target_vocabulary = 5921;
    config.layer = {.d_model = 256, .num_heads = 8, .d_ff = 512};
    config.encoder_layers = config.decoder_layers = 3;
    config.final_norm = false;
    config.positions = nn::Positions::learned;
    config.max_positions = 100;
    return config;
}

}  // namespace

TEST_CASE("a Transformer is PyTorch's, post-norm and pre-norm") {
    check_transformer("post_norm");
    check_transformer("pre_norm");
}

TEST_CASE("a Transformer with learned positions is PyTorch's") {
    check_transformer("both_names");
}

TEST_CASE("a Transformer with tied embeddings is PyTorch's") {
    check_transformer("tied_target");
    check_transformer("tied_all");
}

TEST_CASE("a target token changes no output before it") {
    for (const nn::NormPlacement norm : {nn::NormPlacement::post, nn::NormPlacement::pre}) {
        nn::TransformerConfig config = test::tiny_config();
        config.layer.norm = norm;
        const Example example(config);
        const test::Sentences sentences = test::two_sentences();
        const Tensor before = logits_of(example.model, sentences);
        for (std::int64_t t = 0; t < 4; ++t) {
            test::Sentences other = sentences;
            other.target_in = changed(sentences.target_in, t, 1);
            const Tensor after = logits_of(example.model, other);
            for (std::int64_t earlier = 0; earlier < t; ++earlier) CHECK(change_at(before, after, 0, earlier) == 0);
            CHECK(change_at(before, after, 0, t) > 1e-3);
            for (std::int64_t any = 0; any < 4; ++any) CHECK(change_at(before, after, 1, any) == 0);
        }
    }
}

TEST_CASE("what stands in the padding does not matter") {
    const Example example(test::tiny_config());
    const test::Sentences sentences = test::two_sentences();
    const Tensor before = logits_of(example.model, sentences);
    for (const std::int64_t padding : {8, 9}) {
        test::Sentences other = sentences;
        other.source = changed(sentences.source, padding, 7);
        CHECK(test::difference(logits_of(example.model, other), before) == 0);
    }
    test::Sentences other = sentences;
    other.source = changed(sentences.source, 7, 4);  // the last token that counts
    CHECK(change_at(logits_of(example.model, other), before, 1, 0) > 1e-3);
    other = sentences;
    other.target_in = changed(sentences.target_in, 6, 6);
    CHECK(change_at(logits_of(example.model, other), before, 1, 1) == 0);
}

TEST_CASE("the gradient is the same with and without a mask over the target's padding") {
    const Example example(test::tiny_config());
    const test::Sentences s = test::two_sentences();
    std::vector<Tensor> gradients;
    for (const Indices& lengths : {Indices(), s.target_lengths}) {
        example.parameters.clear_gradients();
        const Variable logits = example.model(s.source, s.source_lengths, s.target_in, {.target_lengths = lengths});
        core::backward(core::cross_entropy(logits, s.target_out, {.ignored = 0}).sum);
        for (const Variable& parameter : example.parameters) gradients.push_back(parameter.grad());
    }
    for (std::size_t i = 0; i < example.parameters.count(); ++i)
        CHECK(test::difference(gradients[i], gradients[i + example.parameters.count()]) < 1e-5);
}

TEST_CASE("multi30k-small has 9,054,241 parameters under the names of checkpoints") {
    const Example example(multi30k_small());
    CHECK(example.parameters.size() == 9'054'241);
    const char* names[] = {"source_embedding.weight",
                           "target_embedding.weight",
                           "source_positions.weight",
                           "target_positions.weight",
                           "encoder.layers.0.self_attn.query.weight",
                           "encoder.layers.0.self_attn.output.bias",
                           "encoder.layers.0.norm1.gain",
                           "encoder.layers.2.feed_forward.linear1.weight",
                           "encoder.layers.2.norm2.bias",
                           "decoder.layers.1.cross_attn.value.bias",
                           "decoder.layers.1.norm3.gain",
                           "output.weight",
                           "output.bias"};
    for (const char* name : names) CHECK(nn::name_of(example.parameters.find(name)) == name);
    test::check_layers_differ(example.parameters, "encoder.layers.", 3);
    test::check_layers_differ(example.parameters, "decoder.layers.", 3);
}

TEST_CASE("what is tied is stored once, under its first name") {
    nn::TransformerConfig config = test::tiny_config();
    config.target_vocabulary = config.source_vocabulary;
    const std::size_t untied = Example(config).parameters.count();
    config.tied = nn::Tying::target;
    const Example target(config);
    CHECK(target.parameters.count() == untied - 1);
    CHECK(target.model.output.weight.node.get() == target.parameters.find("target_embedding.weight").node.get());
    config.tied = nn::Tying::all;
    const Example all(config);
    CHECK(all.parameters.count() == untied - 2);
    CHECK(all.model.output.weight.node.get() == all.parameters.find("source_embedding.weight").node.get());
    CHECK(all.model.target_embedding.weight.node.get() == all.model.output.weight.node.get());
}

TEST_CASE("dropout is at work in training, and only there") {
    nn::TransformerConfig config = test::tiny_config();
    const test::Sentences sentences = test::two_sentences();
    const Tensor calm = logits_of(Example(config).model, sentences);
    double nn::DropoutRates::*const places[] = {&nn::DropoutRates::residual, &nn::DropoutRates::attention,
                                                &nn::DropoutRates::feed_forward, &nn::DropoutRates::embedding};
    for (const auto place : places) {
        config.layer.dropout = {};
        config.layer.dropout.*place = 0.3;
        const Example example(config);
        CHECK(test::difference(logits_of(example.model, sentences), calm) == 0);
        const core::Training training(1, 1);
        const Tensor dropped = logits_of(example.model, sentences);
        CHECK(test::difference(dropped, calm) > 0.01);
        CHECK(test::difference(logits_of(example.model, sentences), dropped) == 0);
    }
}

TEST_CASE("nodes carry the path of their module") {
    const Example example(test::tiny_config());
    const test::Sentences sentences = test::two_sentences();
    const Variable logits = example.model(sentences.source, sentences.source_lengths, sentences.target_in);
    CHECK(logits.node->path.str() == "output");
    const core::Node* norm = logits.node->inputs[0].get();
    CHECK(norm->path.str() == "decoder.norm");
    CHECK(norm->inputs[0]->path.str() == "decoder.layers.0.norm3");
}

TEST_CASE("a sentence longer than the model's positions is an error with both numbers") {
    const Example example(test::tiny_config());
    const Indices lengths = Indices::from({1}, {13});
    Indices ids(core::Shape{1, 13});
    std::fill_n(ids.write(), 13, 4);
    CHECK(test::error_of([&] { example.model.encode(ids, lengths); }) ==
          "[source_positions] a sentence takes 13 positions, the model has 12");
    const test::Sentences s = test::two_sentences();
    Indices target(core::Shape{2, 13});
    std::fill_n(target.write(), 26, 4);
    CHECK(test::error_of([&] { example.model(s.source, s.source_lengths, target); }) ==
          "[target_positions] a sentence takes 13 positions, the model has 12");
}

TEST_CASE("a configuration that is not valid makes no model") {
    nn::TransformerConfig config = test::tiny_config();
    config.layer.num_heads = 3;
    CHECK(test::error_of([&] { Example example(config); }) ==
          "[transformer] num_heads 3, which does not divide d_model 8: valid are 1, 2, 4, 8");
}

TEST_CASE("decoding on a cache gives the last logits of decoding all, with the same cross-attention") {
    const core::NoGrad no_grad;
    const Example example(test::tiny_config());
    const test::Sentences s = test::two_sentences();
    const Variable memory = example.model.encode(s.source, s.source_lengths);
    std::vector<Tensor> weights, newest;
    const Variable whole = example.model.decode(s.target_in, memory, s.source_lengths, {.cross_weights = &weights});
    nn::DecoderCache cache = example.model.cache(memory, s.source_lengths, 2, 4);
    cache.start(std::vector<std::int64_t>{0, 1});
    for (std::int64_t t = 0; t < 4; ++t) {
        const core::Indices column = core::Indices::from({2, 1}, {s.target_in.data()[t], s.target_in.data()[4 + t]});
        const Variable logits = example.model.decode(column, cache, &newest);
        CHECK(test::difference(logits.value, core::slice(whole, 1, t, 1).value) < test::kTolerance);
        CHECK(test::difference(newest[0], core::slice(Variable(weights[0]), 2, t, 1).value) < test::kTolerance);
    }
}
