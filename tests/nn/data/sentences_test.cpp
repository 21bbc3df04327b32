// tests/nn/data/sentences_test.cpp: encoded texts and their padded form.
#include "nn/data/sentences.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/nn/data/synthetic_pairs.hpp"

using namespace vitro::nn;
using vitro::core::Indices;
using vitro::core::Shape;
using vitro::test::error_of;
using vitro::test::values;
using Ids = std::vector<std::int32_t>;

namespace {

const Sentences kText{.name = "test.de", .ids = {{4, 5, 6}, {}, {7}}, .tokens = 4};

}  // namespace

TEST_CASE("sentences: a text is encoded line by line, tokens and unknown words counted") {
    const Text text{"val.de", {"der hund", "", "der alte hund schläft"}};
    const Vocabulary vocabulary = Vocabulary::build({std::vector<std::string>{"der hund"}}, TokenKind::words, 1);
    const Sentences sentences = encode(text, vocabulary);
    CHECK(sentences.name == "val.de");
    CHECK(sentences.ids == std::vector<Ids>{{4, 5}, {}, {4, 1, 5, 1}});
    CHECK(sentences.tokens == 6);
    CHECK(sentences.unknown == 2);
}

TEST_CASE("sentences: each side of a corpus uses its own vocabulary") {
    const ParallelText pairs{{"train.de", {"hund"}}, {"train.en", {"dog hund"}}};
    const auto vocabulary = [](const Text& text) { return Vocabulary::build({text.lines}, TokenKind::words, 1); };
    const ParallelSentences encoded = encode(pairs, vocabulary(pairs.source), vocabulary(pairs.target));
    CHECK(encoded.source.ids == std::vector<Ids>{{4}});
    CHECK(encoded.target.ids == std::vector<Ids>{{4, 5}});
    CHECK(encoded.target.name == "train.en");
}

TEST_CASE("sentences: padding adds the mark and fills each row to the longest") {
    const Ids rows{2, 0, 1};
    const Indices sources = pad(kText, rows, Mark::end), inputs = pad(kText, rows, Mark::begin);
    CHECK(sources.shape() == Shape{3, 4});
    CHECK(values(sources) == Ids{7, 3, 0, 0, 4, 5, 6, 3, 3, 0, 0, 0});
    CHECK(values(inputs) == Ids{2, 7, 0, 0, 2, 4, 5, 6, 2, 0, 0, 0});
    CHECK(lengths(kText, rows).shape() == Shape{3});
    CHECK(values(lengths(kText, rows)) == Ids{2, 4, 1});
}

TEST_CASE("sentences: rows decide the width, and a blank line alone is one position") {
    CHECK(values(pad(kText, Ids{2, 1}, Mark::end)) == Ids{7, 3, 3, 0});
    CHECK(values(pad(kText, Ids{1}, Mark::end)) == Ids{3});
    CHECK(pad(kText, Ids{}, Mark::end).size() == 0);
}

TEST_CASE("sentences: one that needs more positions than there are is named by file and line, with the setting") {
    check_fits(kText, 4);
    CHECK(error_of([] { check_fits(kText, 3); }) ==
          "test.de, line 1: 3 tokens and a mark need 4 positions, but the model's max_positions is 3: shorten it, or "
          "train a model with more; a training can leave such pairs out with too_long drop");
    CHECK(error_of([] { check_fits(kText, 3, Limit::max_tokens); }) ==
          "test.de, line 1: 3 tokens and a mark need 4 positions, but max_tokens is 3: set it higher, or too_long to "
          "drop");
    CHECK(error_of([] { check_fits({.name = "t", .ids = {{4}, {5, 6}}}, 2); }).starts_with("t, line 2: "));
}
