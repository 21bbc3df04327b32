// tests/nn/train/translation/evaluation_test.cpp: what translators make of sentences: one that has learnt its six
// words, and one with initial weights, which shows the same of the code in no time.
#include "nn/train/translation/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "nn/train/translation/translation_training.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;
using test::error_of;

namespace {

/// A translator of six words, trained for so many epochs.
struct Trained {
    test::SmallCorpus corpus;
    nn::TranslationTraining training;

    explicit Trained(std::int64_t epochs)
        : training([&] {
              nn::TranslationSettings settings = corpus.settings();
              settings.training.epochs = epochs;
              settings.training.learning_rate = 5e-3;
              return settings;
          }()) {}
    const nn::Translator& translator() { return training.translator(); }
    nn::ParallelText test_text() { return nn::read_split(translator().settings.data, "test"); }
};

Trained& unlearnt() {
    static Trained one(1);
    return one;
}

}  // namespace

/// Beam search finds translations that are at least as sure as the greedy ones.
void check_beams(const nn::Translator& translator, const nn::ParallelText& text) {
    const nn::Sentences sentences = nn::encode(text.source, translator.vocabularies.source);
    const auto certainty = [&](std::int64_t beams) {
        double sum = 0;
        for (const nn::Decoded& one : nn::translate(translator, sentences, {.beams = beams, .length_penalty = 0}))
            sum += one.log_probability;
        return sum;
    };
    CHECK(certainty(4) >= certainty(1) - 1e-4);
}

TEST_CASE("evaluation: a translator that has learnt its words") {
    Trained learnt(120);
    while (learnt.training.trainer().step()) {
    }
    const nn::ParallelText text = learnt.test_text();
    const nn::Evaluation result = nn::evaluate(learnt.translator(), text);
    CHECK(result.bleu.score > 90);
    CHECK(result.cross_entropy < 0.5);
    CHECK(result.perplexity == std::exp(result.cross_entropy));
    CHECK(result.unknown == 0);
    CHECK(result.translations.size() == text.target.lines.size());
    int right = 0;
    for (std::size_t i = 0; i < text.target.lines.size(); ++i) right += result.translations[i] == text.target.lines[i];
    CHECK(right >= 27);
    check_beams(learnt.translator(), text);
}

TEST_CASE("evaluation: neither the size of a batch nor a beam of one changes a translation") {
    const nn::ParallelText text = unlearnt().test_text();
    const nn::Sentences sentences = nn::encode(text.source, unlearnt().translator().vocabularies.source);
    const std::vector<nn::Decoded> all = nn::translate(unlearnt().translator(), sentences);
    std::vector<std::int64_t> told;
    const std::vector<nn::Decoded> few =
        nn::translate(unlearnt().translator(), sentences,
                      {.batch_size = 7, .on_done = [&](std::int64_t done) { told.push_back(done); }});
    const std::vector<nn::Decoded> beam =
        nn::translate(unlearnt().translator(), sentences, {.beams = 1, .length_penalty = 0});
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].ids == few[i].ids);
        CHECK(all[i].ids == beam[i].ids);
    }
    CHECK(told == std::vector<std::int64_t>{7, 14, 21, 28, 30});
}

TEST_CASE("evaluation: unknown words are counted") {
    const nn::ParallelText text{{"s", {"eins acht", "neun zwei zehn"}}, {"t", {"one eight", "nine two ten"}}};
    CHECK(nn::evaluate(unlearnt().translator(), text).unknown == 3);
}

TEST_CASE("evaluation: <unk> is written as the model says, and never when it is banned") {
    const nn::Translator translator(unlearnt().translator().settings, unlearnt().translator().vocabularies);
    core::Tensor bias = translator.model.output.bias.value;
    bias.write()[nn::Vocabulary::kUnknown] = 100;
    const nn::Sentences sentences = nn::encode({"s", {"eins zwei"}}, translator.vocabularies.source);
    const auto unknown_in = [&](const nn::TranslateOptions& options) {
        const std::vector<std::int32_t> ids = nn::translate(translator, sentences, options)[0].ids;
        return std::count(ids.begin(), ids.end(), nn::Vocabulary::kUnknown);
    };
    for (const std::int64_t beams : {1, 3}) {
        CHECK(unknown_in({.beams = beams}) > 0);
        CHECK(unknown_in({.beams = beams, .ban_unknown = true}) == 0);
    }
}

TEST_CASE("evaluation: a sentence longer than the model's positions is named by its line") {
    const std::string words = "eins zwei drei vier eins zwei drei vier";
    const nn::ParallelText text{{"long.xx", {"eins", words}}, {"long.yy", {"one", "two"}}};
    const std::string message = error_of([&] { nn::evaluate(unlearnt().translator(), text); });
    CAPTURE(message);
    CHECK(message.starts_with("long.xx, line 2: "));
    const nn::Sentences sentences = nn::encode(text.source, unlearnt().translator().vocabularies.source);
    CHECK(error_of([&] { nn::translate(unlearnt().translator(), sentences); }) == message);
}

TEST_CASE("evaluation: the training's limit of tokens in a batch is no limit of a sentence") {
    nn::TranslationSettings settings = unlearnt().translator().settings;
    settings.data.max_tokens = 4;
    const nn::Translator translator(settings, unlearnt().translator().vocabularies);
    const nn::ParallelText text{{"s", {"eins zwei drei vier fünf"}}, {"t", {"one two three four five"}}};
    CHECK(nn::evaluate(translator, text).tokens == 6);
}

TEST_CASE("evaluation: a cross-entropy that is not finite is no result") {
    const nn::Translator translator(unlearnt().translator().settings, unlearnt().translator().vocabularies);
    core::Tensor bias = translator.model.output.bias.value;
    bias.write()[nn::Vocabulary::kUnknown] = 3e38F;
    bias.write()[nn::Vocabulary::kEnd] = -3e38F;
    CHECK(error_of([&] { nn::evaluate(translator, unlearnt().test_text()); }) ==
          unlearnt().test_text().target.name +
              ": the cross-entropy is not finite: the model's weights are damaged or too large");
}

TEST_CASE("evaluation: no sentences") {
    CHECK(nn::translate(unlearnt().translator(), {"nothing", {}}).empty());
}
