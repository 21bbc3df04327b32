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
    nn::NextTokens next(example.model, s.source, s.source_lengths, {}, 2);
    CHECK(next.sentences() == 2);
    CHECK(next.longest(0) == 12);  // as many as the model has positions
    const std::vector<std::vector<Prefix>> calls = {
        {{.sentence = 0, .tokens = {2}}, {.sentence = 1, .tokens = {2}}},
        {{.sentence = 0, .tokens = {2, 4}}, {.sentence = 1, .tokens = {2, 6}, .parent = 1}},
        {{.sentence = 1, .tokens = {2, 6, 5}, .parent = 1},
         {.sentence = 1, .tokens = {2, 6, 4}, .parent = 1},
         {.sentence = 0, .tokens = {2, 4, 1}, .parent = 0}},
        {{.sentence = 1, .tokens = {2, 6, 4, 4, 5}, .parent = 1}}};
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
    nn::NextTokens next(example.model, s.source, s.source_lengths, {.banned = 4});
    const std::vector<Prefix> prefixes = {{.sentence = 0, .tokens = {2}}, {.sentence = 1, .tokens = {2}}};
    const Tensor rows = next(prefixes);
    for (std::int64_t i = 0; i < 2; ++i) {
        CHECK(rows.at({i, 4}) == -std::numeric_limits<real>::infinity());
        const Tensor whole = directly(example.model, prefixes[i]);
        for (const std::int64_t token : {0, 1, 2, 3, 5, 6})
            CHECK(rows.at({i, token}) == doctest::Approx(whole.at({token})).epsilon(1e-5));
    }
    CHECK(test::error_of([&] { nn::NextTokens(example.model, s.source, s.source_lengths, {.banned = 7}); }) ==
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

TEST_CASE("prefixes that do not go on from those of the call before are refused") {
    const Example example(test::tiny_config());
    const test::Sentences s = test::two_sentences();
    nn::NextTokens next(example.model, s.source, s.source_lengths);
    const auto refused = [&](const std::vector<Prefix>& prefixes) { return test::error_of([&] { next(prefixes); }); };
    CHECK(refused({{.sentence = 2, .tokens = {2}}}) == "[cache] there is no memory 2: valid are 0 to 1");
    const std::vector<Prefix> begun = {{.sentence = 0, .tokens = {2}}, {.sentence = 1, .tokens = {2}}};
    next(begun);
    CHECK(refused(begun) == "[decode] prefixes of 1 tokens, which are known: each must have more");
    CHECK(
        refused({{.sentence = 0, .tokens = {2, 4}, .parent = 0}, {.sentence = 1, .tokens = {2, 4, 5}, .parent = 1}}) ==
        "[decode] prefixes of 2 and of 3 tokens: all must have the same");
    CHECK(refused({{.sentence = 0, .tokens = {2, 4}, .parent = 2}}) ==
          "[cache] there is no sequence 2: valid are 0 to 1");
    CHECK(refused(std::vector<Prefix>(3, {.sentence = 0, .tokens = {2, 4}, .parent = 0})) ==
          "[cache] 3 sequences: there is room for 2");
    CHECK(refused({{.sentence = 0, .tokens = {2, 4}, .parent = 1}}) ==
          "[decode] a prefix of sentence 0 cannot go on from prefix 1, of sentence 1");
}
