// tests/nn/train/language/writer_test.cpp: a writer from a run, and prompts that it can read or not.
#include "nn/train/language/writer.hpp"

#include <doctest/doctest.h>

#include "nn/train/language/language_training.hpp"
#include "nn/train/loop.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/language/small_text.hpp"

using namespace vitro;
using test::error_of;

TEST_CASE("writer: read from a run, it writes what it learned") {
    const test::SmallText text;
    nn::LanguageTraining training(text.settings());
    const nn::RunDirectory run = training.begin(text.directory().path() / "run");
    nn::Listener nobody;
    nn::run_training(training.trainer(), run, nobody);

    const nn::Writer writer = nn::Writer::load(run);
    CHECK(writer.vocabulary.size() == 27);
    CHECK(nn::write_text(writer, "abc", 10, {.temperature = 0}) == "abcdefghijklm");
    CHECK(nn::validation_loss(writer).mean == doctest::Approx(training.trainer().position().best_loss));
    CHECK(error_of([&] { nn::Writer::load(run, "average"); }).find("average") != std::string::npos);
}

TEST_CASE("writer: prompts") {
    const nn::Vocabulary letters = nn::Vocabulary::alphabet("ab");
    CHECK(nn::encode_prompt(letters, "ba") == std::vector<std::int32_t>{1, 0});
    CHECK(error_of([&] { nn::encode_prompt(letters, ""); }).find("[prompt] is empty") == 0);
    CHECK(error_of([&] { nn::encode_prompt(letters, "abc"); }).find("'c'") != std::string::npos);
    const std::string line = "one two two";
    const nn::Vocabulary words = nn::Vocabulary::build({std::span(&line, 1)}, nn::TokenKind::spaced_words, 1);
    CHECK(error_of([&] { nn::encode_prompt(words, "one three"); }) ==
          "[prompt] 1 of its 2 tokens are not in the vocabulary");
}
