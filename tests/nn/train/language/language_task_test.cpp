// tests/nn/train/language/language_task_test.cpp: the loss of blocks, whole and in parts.
#include "nn/train/language/language_task.hpp"

#include <doctest/doctest.h>

#include "core/context.hpp"
#include "nn/train/language/language_training.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/language/small_text.hpp"

using namespace vitro;

TEST_CASE("language task: a batch in parts has the loss of the same blocks, summed") {
    const test::SmallText text;
    nn::LanguageSettings settings = text.settings();
    settings.data.micro_batches = 2;
    nn::LanguageTraining training(settings);
    nn::LanguageTask& task = training.task();
    CHECK(task.batches(0) == 40);
    CHECK(task.micro_batches(0, 0) == 2);
    const core::NoGrad no_grad;
    const core::Loss first = task.loss(0, 0, 0), second = task.loss(0, 0, 1), again = task.loss(0, 0, 0);
    CHECK(first.tokens == 4 * 16);
    CHECK(first.sum.value.item() == again.sum.value.item());
    CHECK(first.sum.value.item() != second.sum.value.item());
    CHECK(task.loss(0, 1, 0).sum.value.item() != first.sum.value.item());
    CHECK(task.loss(1, 0, 0).sum.value.item() != first.sum.value.item());
}

TEST_CASE("language task: an untrained model's validation loss is about that of guessing") {
    const test::SmallText text;
    nn::LanguageTraining training(text.settings());
    const core::NoGrad no_grad;
    CHECK(training.task().validation_loss() == doctest::Approx(std::log(27.0)).epsilon(0.03));
    CHECK(training.task().validation_tokens() == 216 - 1);
}

TEST_CASE("language task: a sample goes on from the prompt, and is the same each time") {
    const test::SmallText text;
    nn::LanguageSettings settings = text.settings();
    settings.data.prompt = "abc";
    nn::LanguageTraining training(settings);
    const core::NoGrad no_grad;
    const std::string sample = training.task().observe().sample;
    CHECK(sample.starts_with("abc"));
    CHECK(sample.size() == 33);
    CHECK(training.task().observe().sample == sample);
    settings.data.sample_tokens = 0;
    CHECK(nn::LanguageTraining(settings).task().observe().sample.empty());
}
