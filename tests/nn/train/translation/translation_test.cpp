// tests/nn/train/translation/translation_test.cpp: what a translator is made of, and its loss.
#include "nn/train/translation/translation.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "nn/train/run/checkpoint.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

using namespace vitro;
using test::error_of;

namespace {

struct Example {
    test::SmallCorpus corpus;
    nn::TranslationSettings settings = corpus.settings();
    nn::ParallelText text = nn::read_split(settings.data, "train");
    nn::Vocabularies vocabularies = nn::build_vocabularies(settings.data, text);
    nn::Translator translator{settings, vocabularies};

    nn::ParallelSentences sentences(const char* split) const {
        return nn::encode(nn::read_split(settings.data, split), vocabularies.source, vocabularies.target);
    }
};

double per_token(const core::Loss& loss) {
    return static_cast<double>(loss.sum.value.item()) / static_cast<double>(loss.tokens);
}

}  // namespace

TEST_CASE("translator: the vocabularies size the model") {
    const Example example;
    CHECK(example.translator.settings.model.source_vocabulary == 10);
    CHECK(example.translator.model.config.target_vocabulary == 10);
    CHECK(example.translator.parameters.size() > 1000);
}

TEST_CASE("translator: another seed, other weights") {
    const Example example;
    nn::TranslationSettings other = example.settings;
    other.training.seed = 2;
    const nn::Translator second(other, example.vocabularies);
    CHECK(second.parameters[0].value.data()[0] != example.translator.parameters[0].value.data()[0]);
}

TEST_CASE("translator: an untrained one is as good as guessing") {
    Example example;
    nn::TranslationTask task(example.translator, example.sentences("train"), example.sentences("val"));
    const core::NoGrad no_grad;
    CHECK(task.validation_loss() == doctest::Approx(std::log(10.0)).epsilon(0.5));
}

TEST_CASE("translation task: batches and losses depend on epoch and batch alone") {
    Example example;
    nn::TranslationTask task(example.translator, example.sentences("train"), example.sentences("val"));
    CHECK(task.batches(0) == 6);
    const core::Training training(1, 0);
    const double third = per_token(task.loss(0, 2, 0));
    const double later = per_token(task.loss(5, 2, 0));
    CHECK(per_token(task.loss(0, 2, 0)) == third);
    CHECK(later != third);
}

TEST_CASE("translation task: every target token of the epoch counts once, padding never") {
    Example example;
    const nn::ParallelSentences sentences = example.sentences("train");
    nn::TranslationTask task(example.translator, sentences, example.sentences("val"));
    const core::NoGrad no_grad;
    std::int64_t tokens = 0;
    for (std::int64_t batch = 0; batch < task.batches(0); ++batch) tokens += task.loss(0, batch, 0).tokens;
    CHECK(tokens == sentences.target.tokens + 120);
}

TEST_CASE("translation task: smoothing is in the training loss and not in the validation loss") {
    Example example;
    nn::TranslationTask task(example.translator, example.sentences("train"), example.sentences("train"));
    const core::NoGrad no_grad;  // and not Training: no dropout
    const nn::Epoch epoch = task.train().epoch(0);
    CHECK(per_token(task.loss(0, 0, 0)) == per_token(nn::batch_loss(example.translator.model, epoch[0], 0.1)));
    CHECK(per_token(task.loss(0, 0, 0)) != per_token(nn::batch_loss(example.translator.model, epoch[0], 0)));
    CHECK(task.validation_loss() == doctest::Approx(nn::mean_loss(example.translator.model, epoch)).epsilon(1e-6));
}

TEST_CASE("translation task: padding changes no loss") {
    Example example;
    const nn::ParallelSentences all = example.sentences("train");
    const auto loss_of = [&](std::vector<std::size_t> lines) {
        nn::ParallelSentences some{{"s", {}}, {"t", {}}};
        for (const std::size_t line : lines) {
            some.source.ids.push_back(all.source.ids[line]);
            some.target.ids.push_back(all.target.ids[line]);
        }
        const core::NoGrad no_grad;
        return nn::batch_loss(example.translator.model, nn::Batches(some, {}).epoch(0)[0], 0.1);
    };
    std::size_t shortest = 0, longest = 0;
    for (std::size_t i = 0; i < all.source.ids.size(); ++i) {
        if (all.source.ids[i].size() < all.source.ids[shortest].size()) shortest = i;
        if (all.source.ids[i].size() > all.source.ids[longest].size()) longest = i;
    }
    REQUIRE(all.source.ids[shortest].size() < all.source.ids[longest].size());
    const double apart = static_cast<double>(loss_of({shortest}).sum.value.item()) +
                         static_cast<double>(loss_of({longest}).sum.value.item());
    CHECK(static_cast<double>(loss_of({shortest, longest}).sum.value.item()) == doctest::Approx(apart).epsilon(1e-5));
}

TEST_CASE("translator: a run without a model, or with one of another shape") {
    const Example example;
    nlohmann::ordered_json settings = {{"task", nn::kTranslationTask}};
    settings.update(to_json(example.translator.settings));
    const nn::RunDirectory run = nn::RunDirectory::create(example.corpus.directory().path() / "run", settings);
    const auto message = [&] { return error_of([&] { nn::Translator::load(run); }); };
    const std::string half = run.path().string() + ": half-written: it has no ";
    CHECK(message() == half + "source.vocabulary");
    run.write_text(nn::kSourceVocabulary, example.vocabularies.source.to_text());
    run.write_text(nn::kTargetVocabulary, example.vocabularies.target.to_text());
    CHECK(message() == half + "model.safetensors, which is written when an epoch ends");

    nn::TranslationSettings wide = example.settings;
    wide.model.layer.d_model = 18;
    nn::save_tensors(run.file(nn::kModel), nn::named_tensors(nn::Translator(wide, example.vocabularies).parameters));
    CHECK(message() == run.file(nn::kModel) +
                           ": tensor \"source_embedding.weight\" is (10,18) in the file and (10,16) in this model");
    nn::save_tensors(run.file(nn::kModel), nn::named_tensors(example.translator.parameters));
    CHECK(message() == "no error");

    const nn::Translator other(example.settings, example.vocabularies);
    core::Tensor first = other.parameters[0].value;
    std::fill_n(first.write(), first.size(), 0.25F);
    nn::save_tensors(run.file("average.safetensors"), nn::named_tensors(other.parameters));
    CHECK(nn::Translator::load(run, "average").parameters[0].value.at({0, 0}) == 0.25F);
    CHECK(nn::Translator::load(run, run.file("average.safetensors")).parameters[0].value.at({0, 0}) == 0.25F);
    CHECK(nn::Translator::load(run).parameters[0].value.at({0, 0}) != 0.25F);
    CHECK(error_of([&] { nn::Translator::load(run, "mean"); }) ==
          run.path().string() + ": has no weights \"mean\"; it has average, model");
}
