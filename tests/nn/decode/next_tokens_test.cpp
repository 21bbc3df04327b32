// tests/nn/decode/next_tokens_test.cpp: the same probabilities as the whole model's, whatever rows are asked for.
#include "nn/decode/next_tokens.hpp"

#include <doctest/doctest.h>
#include <limits>
#include <vector>

#include "core/ops.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/models/examples.hpp"

using namespace vitro;
using core::Indices;
using core::Tensor;
using core::Variable;
using nn::Prefix;
using test::Example;

namespace {

/// One prefix's probabilities by the whole model, alone in its batch.
Tensor directly(const nn::Transformer& model, const Prefix& prefix) {
    const test::Sentences s = test::two_sentences();
    const std::int64_t time = s.source.shape()[1], length = std::ssize(prefix.tokens);
    const std::int32_t* row = s.source.data() + prefix.sentence * time;
    const Indices source = Indices::from({1, time}, std::span(row, static_cast<std::size_t>(time)));
    const Indices lengths = Indices::from({1}, {s.source_lengths.data()[prefix.sentence]});
    const Variable logits = model(source, lengths, Indices::from({1, length}, prefix.tokens));
    return core::log_softmax(core::slice(logits, 1, length - 1, 1)).value.reshape({logits.shape()[2]});
}

}  // namespace

TEST_CASE("the probabilities of the next token are those of the whole model") {
    const Example example(test::tiny_config());
    const test::Sentences s = test::two_sentences();
    nn::NextTokens next(example.model, s.source, s.source_lengths);
    CHECK(next.sentences() == 2);
    CHECK(next.source_length(1) == 3);
    const std::vector<std::vector<Prefix>> calls = {
        {{.sentence = 0, .tokens = {2}}, {.sentence = 1, .tokens = {2}}},
        {{.sentence = 0, .tokens = {2, 4}}, {.sentence = 1, .tokens = {2, 6}}},
        {{.sentence = 1, .tokens = {2, 6, 5}},
         {.sentence = 1, .tokens = {2, 6, 4}},
         {.sentence = 0, .tokens = {2, 1, 1}}},
        {{.sentence = 1, .tokens = {2, 6, 5, 4}}}};
    for (const std::vector<Prefix>& prefixes : calls) {
        const Tensor rows = next(prefixes);
        REQUIRE(rows.shape() == core::Shape{std::ssize(prefixes), 7});
        for (std::int64_t i = 0; i < std::ssize(prefixes); ++i) {
            const Tensor row = core::slice(Variable(rows), 0, i, 1).value.reshape({7});
            CHECK(test::difference(row, directly(example.model, prefixes[i])) < 1e-5);
        }
    }
}

TEST_CASE("a banned token has no probability, the others keep theirs") {
    const Example example(test::tiny_config());
    const test::Sentences s = test::two_sentences();
    nn::NextTokens next(example.model, s.source, s.source_lengths, 4);
    const std::vector<Prefix> prefixes = {{.sentence = 0, .tokens = {2}}, {.sentence = 1, .tokens = {2}}};
    const Tensor rows = next(prefixes);
    for (std::int64_t i = 0; i < 2; ++i) {
        CHECK(rows.at({i, 4}) == -std::numeric_limits<real>::infinity());
        const Tensor whole = directly(example.model, prefixes[i]);
        for (const std::int64_t token : {0, 1, 2, 3, 5, 6})
            CHECK(rows.at({i, token}) == doctest::Approx(whole.at({token})).epsilon(1e-5));
    }
    CHECK(test::error_of([&] { nn::NextTokens(example.model, s.source, s.source_lengths, 7); }) ==
          "[decode] token 7 cannot be banned: valid are 0 to 6, or -1 for none");
}

TEST_CASE("weights that are not numbers are an error that names the sentence") {
    const Example example(test::tiny_config());
    const test::Sentences s = test::two_sentences();
    nn::NextTokens next(example.model, s.source, s.source_lengths);
    Tensor bias = example.model.output.bias.value;
    bias.write()[2] = std::numeric_limits<real>::quiet_NaN();
    const std::vector<Prefix> prefixes = {{.sentence = 1, .tokens = {2, 4}}};
    CHECK(test::error_of([&] { next(prefixes); }) ==
          "[decode] sentence 2 of the batch, token 2: the model's scores are not numbers; its weights are damaged or "
          "too large");
}
