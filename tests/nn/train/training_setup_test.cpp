// tests/nn/train/training_setup_test.cpp: how any training begins and goes on, tried with a translator's.
#include "nn/train/training_setup.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "nn/optim/adam.hpp"
#include "nn/optim/sgd.hpp"
#include "nn/train/translation/translation_training.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;

TEST_CASE("training setup: the optimizer that settings name") {
    const nn::Parameters none;
    nn::TrainingSettings settings;
    CHECK(dynamic_cast<nn::Adam*>(nn::make_optimizer(settings, none).get()) != nullptr);
    settings.optimizer = nn::OptimizerKind::sgd;
    CHECK(dynamic_cast<nn::Sgd*>(nn::make_optimizer(settings, none).get()) != nullptr);
    settings.momentum = 1;
    CHECK(test::error_of([&] { nn::make_optimizer(settings, none); }).find("[sgd] a momentum of 1") == 0);
}

TEST_CASE("training setup: a run names its task and its data, and has its files") {
    const test::SmallCorpus corpus;
    const nn::TranslationTraining training(corpus.settings());
    const nn::TrainingSetup& setup = training;
    const nn::RunDirectory run = setup.begin(corpus.directory().path() / "run");
    CHECK(run.settings()["task"] == setup.kind());
    CHECK(run.settings()["training"] == setup.settings()["training"]);
    CHECK(run.has(nn::kSourceVocabulary));
}

TEST_CASE("training setup: a file that was changed is refused, one that is gone is made again") {
    const test::SmallCorpus corpus;
    nn::TranslationTraining training(corpus.settings());
    const nn::RunDirectory run = training.begin(corpus.directory().path() / "run");
    std::filesystem::remove(run.file(nn::kTargetVocabulary));
    training.resume(run);
    CHECK(run.has(nn::kTargetVocabulary));
    run.write_text(nn::kSourceVocabulary, "<pad>\n<unk>\n<bos>\n<eos>\nzwei\n");
    CHECK(test::error_of([&] { training.resume(run); }).find("source.vocabulary: damaged") != std::string::npos);
}
