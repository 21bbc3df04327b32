// tests/nn/train/micro_batches_test.cpp: a batch in parts is the whole batch, but for rounding and for dropout's
// choices.
#include <cmath>
#include <doctest/doctest.h>
#include <set>
#include <vector>

#include "nn/optim/clip.hpp"
#include "nn/train/run/signature.hpp"
#include "nn/train/translation/translation_training.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;

namespace {

/// All 120 pairs in one batch of that many parts, after one update.
struct OneStep {
    explicit OneStep(std::int64_t parts, double dropout = 0) : training(settings(corpus, parts, dropout)) {
        REQUIRE(training.trainer().step());
    }

    static nn::TranslationSettings settings(const test::SmallCorpus& corpus, std::int64_t parts, double dropout) {
        nn::TranslationSettings settings = corpus.settings();
        settings.model.layer.dropout = nn::DropoutRates::everywhere(dropout);
        settings.data.batch_size = 120;
        settings.data.micro_batches = parts;
        settings.training.optimizer = nn::OptimizerKind::sgd;
        settings.training.schedule = nn::ScheduleKind::constant;
        settings.training.learning_rate = 0.1;
        return settings;
    }

    test::SmallCorpus corpus;
    nn::TranslationTraining training;
};

}  // namespace

TEST_CASE("micro-batches: the same loss, gradient and weights as the whole batch") {
    OneStep whole(1);
    for (const std::int64_t parts : {2, 4, 7, 120}) {
        CAPTURE(parts);
        OneStep cut(parts);
        const nn::StepReport &a = whole.training.trainer().report(), &b = cut.training.trainer().report();
        CHECK(b.tokens == a.tokens);
        CHECK(b.loss == doctest::Approx(a.loss).epsilon(1e-6));
        CHECK(b.gradient_norm == doctest::Approx(a.gradient_norm).epsilon(1e-5));
        CHECK(b.ends_epoch);
        const nn::Parameters &p = whole.training.translator().parameters, &q = cut.training.translator().parameters;
        double furthest = 0;
        for (std::size_t i = 0; i < p.count(); ++i)
            for (std::int64_t j = 0; j < p[i].value.size(); ++j)
                furthest = std::max(furthest, std::abs(static_cast<double>(p[i].value.data()[j]) -
                                                       static_cast<double>(q[i].value.data()[j])));
        CHECK(furthest < 1e-6);
    }
}

TEST_CASE("micro-batches: each part has dropout decisions of its own") {
    // Twice the same pair in parts of one. With the same decisions the parts would have the same loss, and the sum of
    // their gradients would be twice the one of either.
    test::SmallCorpus corpus;
    for (const char* side : {"xx", "yy"}) {
        const std::string word = side == std::string("xx") ? "eins\n" : "one\n";
        corpus.directory().write(std::string("train.") + side, word + word);
    }
    const auto norm = [&](std::int64_t pairs, std::int64_t parts) {
        nn::TranslationSettings settings = OneStep::settings(corpus, parts, 0.5);
        settings.data.batch_size = pairs;
        nn::TranslationTraining training(settings);
        REQUIRE(training.trainer().step());
        return training.trainer().report().gradient_norm;
    };
    CHECK(norm(1, 1) > 0);
    CHECK(norm(2, 2) != doctest::Approx(norm(1, 1)).epsilon(1e-3));
}

TEST_CASE("micro-batches: an epoch has every pair once, in as many updates as without") {
    const test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    settings.data.batch_size = 50;
    settings.data.micro_batches = 4;  // of 13 pairs: 10 of them, in batches of 4, 4 and 2
    nn::TranslationTraining training(settings);
    std::vector<std::int64_t> tokens;
    do {
        REQUIRE(training.trainer().step());
        tokens.push_back(training.trainer().report().tokens);
    } while (!training.trainer().report().ends_epoch);
    CHECK(tokens.size() == 3);
    OneStep all(1);
    CHECK(tokens[0] + tokens[1] + tokens[2] == all.training.trainer().report().tokens);
}

TEST_CASE("clip: the share turns sums into means") {
    nn::Parameters parameters;
    const core::Variable w = parameters.add(core::Path() / "w", {2}, nn::init::zeros());
    w.node->grad = core::Tensor::from({2}, {300, 400});
    const nn::Clipped free = nn::clip_by_global_norm(parameters, 0, 0.01),
                      cut = nn::clip_by_global_norm(parameters, 1, 0.01);
    CHECK(free.norm == doctest::Approx(5));
    CHECK(free.factor == doctest::Approx(0.01));
    CHECK(cut.norm == doctest::Approx(5));
    CHECK(cut.factor == doctest::Approx(0.002));
}
