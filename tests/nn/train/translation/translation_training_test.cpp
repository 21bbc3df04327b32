// tests/nn/train/translation/translation_training_test.cpp: a training from its settings, and from its run.
#include "nn/train/translation/translation_training.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/runtime.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/run/signature.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;
using test::error_of;

namespace {

struct Stopper : nn::Listener {
    explicit Stopper(int steps) : left(steps) {}
    bool wants_stop() override { return --left == 0; }
    int left;
};

std::string signature_of(nn::TranslationTraining& training) {
    return nn::signature(training.trainer().report().loss, training.translator().parameters);
}

/// Of a training that nobody stops.
std::string uninterrupted(const nn::TranslationSettings& settings) {
    nn::TranslationTraining training(settings);
    while (training.trainer().step()) {
    }
    return signature_of(training);
}

}  // namespace

TEST_CASE("translation training: the facts of the corpus") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    const nn::TranslationTraining training(settings);
    CHECK(training.corpus().train_pairs == 120);
    CHECK(training.corpus().validation_pairs == 20);
    CHECK(training.corpus().dropped == 0);
    CHECK(training.corpus().source_unknown == 0);
    CHECK(training.corpus().padded >= 0);
    CHECK(training.corpus().padded < 0.3);
}

TEST_CASE("translation training: a new run is described in full") {
    const test::SmallCorpus corpus;
    const nn::TranslationTraining training(corpus.settings());
    const nn::RunDirectory run = training.begin(corpus.directory().path() / "run");
    CHECK(nn::settings_of(nn::RunDirectory::open(run.path())) == corpus.settings());
    CHECK(run.settings()["corpus"] == training.corpus().fingerprint);
    CHECK(run.read_text("source.vocabulary").starts_with("<pad>\n<unk>\n<bos>\n<eos>\n"));
    CHECK(run.read_text("target.vocabulary").find("\nthree\n") != std::string::npos);
}

TEST_CASE("translation training: interrupted in the middle and resumed, the signature of a whole run") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.data.micro_batches = 3;
    settings.model.layer.dropout = nn::DropoutRates::everywhere(0.2);
    const std::string whole = uninterrupted(settings);
    nn::RunDirectory run = [&] {
        nn::TranslationTraining first(settings);
        nn::RunDirectory begun = first.begin(corpus.directory().path() / "run");
        Stopper stop(8);
        CHECK(nn::run_training(first.trainer(), begun, stop).ending == nn::Ending::stopped);
        return begun;
    }();
    nn::TranslationTraining second(nn::settings_of(run));
    second.resume(run);
    CHECK(second.trainer().position().step == 8);
    nn::Listener nobody;
    CHECK(nn::run_training(second.trainer(), run, nobody).steps == 18 - 8);
    CHECK(signature_of(second) == whole);
}

TEST_CASE("translation training: a run from which nothing was saved begins at the start") {
    const test::SmallCorpus corpus;
    nn::TranslationTraining training(corpus.settings());
    const nn::RunDirectory run = training.begin(corpus.directory().path() / "run");
    training.resume(run);
    CHECK(training.trainer().position().step == 0);
}

TEST_CASE("translation training: a vocabulary that a run has lost is written again, another one is refused") {
    const test::SmallCorpus corpus;
    nn::TranslationTraining training(corpus.settings());
    const nn::RunDirectory run = training.begin(corpus.directory().path() / "run");
    const std::string words = run.read_text(nn::kSourceVocabulary);
    std::filesystem::remove(run.file(nn::kSourceVocabulary));
    training.resume(run);
    CHECK(run.read_text(nn::kSourceVocabulary) == words);
    run.write_text(nn::kSourceVocabulary, words + "sieben\n");
    CHECK(error_of([&] { training.resume(run); }) ==
          run.file(nn::kSourceVocabulary) + ": damaged: not what this run's data make of it");
}

TEST_CASE("translation training: a run is not gone on with on another text") {
    const test::SmallCorpus corpus;
    const nn::RunDirectory run = nn::TranslationTraining(corpus.settings()).begin(corpus.directory().path() / "run");
    for (const char* split : {"val", "train"}) {
        const test::SmallCorpus changed;
        changed.directory().write(std::string(split) + ".xx", "eins zwei drei vier fünf sechs\n");
        changed.directory().write(std::string(split) + ".yy", "one two three four five six\n");
        nn::TranslationTraining other(changed.settings());
        const std::string message = error_of([&] { other.resume(run); });
        CAPTURE(message);
        CHECK(message.starts_with(run.path().string() +
                                  ": the training or validation text is not the one that this run began with"));
    }
}

TEST_CASE("translation training: a checkpoint of another shape is refused with both shapes") {
    const test::SmallCorpus corpus;
    nn::TranslationTraining training(corpus.settings());
    const nn::RunDirectory run = training.begin(corpus.directory().path() / "run");
    training.trainer().save(run.file(nn::kLast));
    nn::TranslationSettings wide = corpus.settings();
    wide.model.layer.d_ff = 40;
    nn::TranslationTraining other(wide);
    CHECK(error_of([&] { other.resume(run); }) == run.file(nn::kLast) +
                                                      ": tensor \"encoder.layers.0.feed_forward.linear1.weight\" "
                                                      "is (16,32) in the file and (16,40) in this model");
}

TEST_CASE("translation training: settings and texts that will not do are refused before a directory is made") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.model.max_positions = 3;
    const std::string too_long = error_of([&] { nn::TranslationTraining training(settings); });
    CAPTURE(too_long);
    CHECK(too_long.find("train.xx") != std::string::npos);
    settings.data.too_long = nn::TooLong::drop;
    const nn::TranslationTraining training(settings);
    CHECK(training.corpus().dropped > 0);
    settings.training.clip = -1;
    CHECK(error_of([&] { nn::TranslationTraining refused(settings); }) == "[training] clip -1: valid are 0 and up");
}

TEST_CASE("translation training: the optimizer that was asked for") {
    const auto first_state = [](nn::OptimizerKind kind, double momentum) -> std::string {
        const nn::TrainingSettings settings{.optimizer = kind, .momentum = momentum};
        nn::Parameters one;
        one.add(core::Path() / "w", {1}, [](core::Tensor& w, core::Random&) { w.write()[0] = 1; });
        const auto state = nn::make_optimizer(settings, one)->state();
        return state.empty() ? "" : state.front().name;
    };
    CHECK(first_state(nn::OptimizerKind::adam, 0) == "adam.first_moment.w");
    CHECK(first_state(nn::OptimizerKind::adamw, 0) == "adam.first_moment.w");
    CHECK(first_state(nn::OptimizerKind::sgd, 0.9) == "sgd.velocity.w");
    CHECK(first_state(nn::OptimizerKind::sgd, 0) == "");
}

TEST_CASE("translation training: what the settings accept, optimizers and schedules accept") {
    nn::Parameters one;
    const core::Variable w = one.add(core::Path() / "w", {2},
                                     [](core::Tensor& start, core::Random&) { std::fill_n(start.write(), 2, 1.0F); });
    w.node->grad = core::Tensor::from({2}, {0, 3});
    for (nn::OptimizerKind optimizer : {nn::OptimizerKind::sgd, nn::OptimizerKind::adam, nn::OptimizerKind::adamw})
        for (nn::ScheduleKind schedule :
             {nn::ScheduleKind::constant, nn::ScheduleKind::noam, nn::ScheduleKind::cosine}) {
            nn::TranslationSettings lowest;
            lowest.training = {.epochs = 1,
                               .seed = 0,
                               .optimizer = optimizer,
                               .beta1 = 0,
                               .beta2 = 0,
                               .epsilon = std::numeric_limits<float>::min(),
                               .schedule = schedule,
                               .learning_rate = 0,
                               .clip = 0,
                               .log_every = 1};
            lowest.validate();
            nn::make_optimizer(lowest.training, one)->step(0, 1);
            CHECK(nn::make_schedule(lowest.training, 1, 1).rate(1) == 0);
            nn::TranslationSettings highest;
            highest.training = {.optimizer = optimizer, .epsilon = 3e38, .weight_decay = 3e38};
            highest.validate();
            nn::make_optimizer(highest.training, one)->step(0, 1);
            CHECK(w.value.at({0}) == 1);  // at a rate of 0 nothing moves, and nothing overflows
            CHECK(w.value.at({1}) == 1);
        }
}

TEST_CASE("translation training: one, two and four threads end with the same bits") {
    const test::SmallCorpus corpus;
    const int before = core::runtime::threads();
    core::runtime::use_threads(1);
    const std::string alone = uninterrupted(corpus.settings());
    for (int threads : {2, 4}) {
        core::runtime::use_threads(threads);
        CHECK(uninterrupted(corpus.settings()) == alone);
    }
    core::runtime::use_threads(before);
}
