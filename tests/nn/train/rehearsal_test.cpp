// tests/nn/train/rehearsal_test.cpp: steps that are taken back leave nothing behind.
#include <doctest/doctest.h>

#include "nn/train/run/signature.hpp"
#include "nn/train/translation/translation_training.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;

namespace {

std::string after_five_steps(const nn::TranslationSettings& settings, std::int64_t rehearse_before) {
    nn::TranslationTraining training(settings);
    nn::Trainer& trainer = training.trainer();
    for (std::int64_t step = 0; step < 5; ++step) {
        if (step == rehearse_before) {
            const nn::Position before = trainer.position();
            const nn::Rehearsal rehearsal = trainer.rehearse(0.01);
            CHECK(rehearsal.steps > 0);
            CHECK(rehearsal.tokens > 0);
            CHECK(rehearsal.seconds > 0);
            CHECK(trainer.position() == before);
            CHECK(trainer.report().step == before.step);
        }
        trainer.step();
    }
    return nn::signature(trainer.report().loss, training.parameters());
}

}  // namespace

TEST_CASE("rehearsal: the training that follows is the same, to the bit") {
    const test::SmallCorpus corpus;
    for (const nn::OptimizerKind kind : {nn::OptimizerKind::adam, nn::OptimizerKind::sgd}) {
        nn::TranslationSettings settings = corpus.settings();
        settings.training.optimizer = kind;
        settings.training.momentum = 0.5;
        const std::string without = after_five_steps(settings, -1);
        CHECK(after_five_steps(settings, 0) == without);
        CHECK(after_five_steps(settings, 3) == without);
    }
}

TEST_CASE("rehearsal: of a training at its end, nothing") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.training.max_steps = 1;
    nn::TranslationTraining training(settings);
    training.trainer().step();
    CHECK(training.trainer().rehearse(1).steps == 0);
}

TEST_CASE("rehearsal: a step that fails leaves the weights as they were") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.training.learning_rate = 1e30;
    nn::TranslationTraining training(settings);
    const std::string before = nn::signature(0, training.parameters());
    CHECK(test::error_of([&] { training.trainer().rehearse(60); }).find("the loss is ") != std::string::npos);
    CHECK(nn::signature(0, training.parameters()) == before);
    CHECK(training.trainer().position() == nn::Position{});
}
