// tests/nn/train/estimate_test.cpp: steps to come, times what one takes.
#include "nn/train/estimate.hpp"

#include <doctest/doctest.h>

#include "nn/train/translation/translation_training.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;

TEST_CASE("estimate: steps to come, their time and that of validations") {
    const test::SmallCorpus corpus;  // 6 steps an epoch, 3 epochs
    nn::TranslationTraining training(corpus.settings());
    const nn::Estimate whole = nn::estimate(training.trainer(), training.task(), 0.01);
    CHECK(whole.steps == 18);
    CHECK(whole.seconds_a_step > 0);
    CHECK(whole.seconds >= 18 * whole.seconds_a_step);
    CHECK(whole.tokens_per_second > 0);
    CHECK(whole.bytes > 1e6);
    const double validation = static_cast<double>(training.task().validation_tokens()) / whole.tokens_per_second / 3;
    CHECK(whole.seconds == doctest::Approx(18 * whole.seconds_a_step + 3 * validation));

    for (int step = 0; step < 7; ++step) training.trainer().step();
    const nn::Estimate rest = nn::estimate(training.trainer(), training.task(), 0.01);
    CHECK(rest.steps == 11);
}

TEST_CASE("estimate: of a training at its end, nothing") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.training.max_steps = 1;
    nn::TranslationTraining training(settings);
    training.trainer().step();
    CHECK(nn::estimate(training.trainer(), training.task(), 1).seconds == 0);
}

TEST_CASE("estimate: a step that fails is the training's to report") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.training.learning_rate = 1e30;
    nn::TranslationTraining training(settings);
    CHECK(nn::estimate(training.trainer(), training.task(), 60).steps == 0);
}

TEST_CASE("estimate: in words") {
    CHECK(
        nn::estimate_text(
            {.steps = 2000, .seconds_a_step = 0.0371, .tokens_per_second = 20512.3, .seconds = 80, .bytes = 140.4e6}) ==
        "about 1:20 for 2,000 steps (37.1 ms each; 20,512 tokens/s), 140 MB of memory");
}
