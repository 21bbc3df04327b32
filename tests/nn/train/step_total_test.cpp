// tests/nn/train/step_total_test.cpp: how many steps a training has, and what has to be planned to know it.
#include <algorithm>
#include <doctest/doctest.h>
#include <limits>

#include "nn/optim/adam.hpp"
#include "nn/train/trainer.hpp"
#include "nn/train/translation/translation_training.hpp"
#include "tests/nn/train/toy_task.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;

namespace {

/// Four batches in its first epoch, one more in each that follows; remembers the last that was asked for.
struct Uneven : test::ToyTask {
    std::int64_t asked = -1;
    bool equal_epochs() const override { return false; }
    std::int64_t batches(std::int64_t epoch) override {
        asked = std::max(asked, epoch);
        return 4 + epoch;
    }
};

struct UnevenTraining {
    explicit UnevenTraining(const nn::TrainerOptions& options)
        : optimizer(task.parameters()), trainer(task, optimizer, nn::ConstantRate{0.02}, options) {}
    Uneven task;
    nn::Adam optimizer;
    nn::Trainer trainer;
};

}  // namespace

TEST_CASE("step total: estimated from the present epoch, and known in the last one") {
    UnevenTraining toy({.epochs = 3});
    CHECK(toy.trainer.total_steps().steps == 12);
    CHECK(toy.trainer.total_steps().estimated);
    CHECK(toy.task.asked == 0);
    for (int step = 0; step < 4; ++step) toy.trainer.step();
    CHECK(toy.trainer.total_steps().steps == 4 + 5 + 5);
    CHECK(toy.trainer.total_steps().estimated);
    for (int step = 0; step < 5; ++step) toy.trainer.step();
    CHECK(toy.trainer.total_steps().steps == 4 + 5 + 6);
    CHECK(!toy.trainer.total_steps().estimated);
    while (toy.trainer.step()) {
    }
    CHECK(toy.trainer.total_steps().steps == 15);
    CHECK(!toy.trainer.total_steps().estimated);
}

TEST_CASE("step total: a limit of steps that comes first is the total") {
    for (const std::int64_t epochs : {std::int64_t{3}, std::numeric_limits<std::int64_t>::max()}) {
        const UnevenTraining toy({.epochs = epochs, .max_steps = 5});
        CHECK(toy.trainer.total_steps().steps == 5);
        CHECK(!toy.trainer.total_steps().estimated);
    }
}

TEST_CASE("step total: without a cosine, no epoch is planned before it comes") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.data.max_tokens = 60;
    settings.training.epochs = 1'000'000'000;  // to plan them would take days
    nn::TranslationTraining training(settings);
    CHECK(training.trainer().total_steps().estimated);
    CHECK(training.trainer().total_steps().steps == training.task().batches(0) * 1'000'000'000);
    CHECK(training.trainer().step());
}

TEST_CASE("step total: of epochs that are equal, one is counted") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.training.schedule = nn::ScheduleKind::cosine;
    settings.training.epochs = 1'000'000'000'000;
    nn::TranslationTraining training(settings);
    CHECK(!training.trainer().total_steps().estimated);
    CHECK(training.trainer().total_steps().steps == training.task().batches(0) * 1'000'000'000'000);
    CHECK(training.trainer().step());
}

TEST_CASE("step total: a cosine ends where the training does") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.data.max_tokens = 60;
    settings.training.schedule = nn::ScheduleKind::cosine;
    nn::TranslationTraining training(settings);
    nn::Trainer& trainer = training.trainer();
    while (trainer.step()) {
    }
    const std::int64_t last = trainer.report().step;
    CHECK(last == training.task().batches(0) + training.task().batches(1) + training.task().batches(2));
    const nn::Schedule cosine = nn::make_schedule(settings.training, settings.model.layer.d_model, last);
    CHECK(trainer.report().learning_rate == cosine.rate(last));
}
