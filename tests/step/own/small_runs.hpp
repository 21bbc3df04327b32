// tests/step/own/small_runs.hpp: runs of a few steps, of every kind that trains and of the variants of its model.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "nn/train/classify/classify_training.hpp"
#include "nn/train/language/language_training.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/toy/toy_training.hpp"
#include "nn/train/translation/translation_training.hpp"
#include "tests/nn/train/classify/small_lines.hpp"
#include "tests/nn/train/language/small_text.hpp"
#include "tests/nn/train/toy/small_toy.hpp"
#include "tests/nn/train/translation/small_corpus.hpp"

namespace vitro::test {

inline constexpr std::int64_t kSmallSteps = 3;

/// What a run is asked to step through.
struct OwnExample {
    std::string run, text, target;
};

class SmallRuns {
  public:
    std::string language(const std::function<void(nn::LanguageSettings&)>& change = [](auto&) {}) {
        nn::LanguageSettings settings = text_.settings();
        settings.model.layer.d_model = 8, settings.model.layer.d_ff = 12;
        settings.data.sample_tokens = 0;
        change(settings);
        shorten(settings);
        return trained(std::make_unique<nn::LanguageTraining>(settings));
    }
    std::string toy(const std::function<void(nn::ToySettings&)>& change = [](auto&) {}) {
        nn::ToySettings settings = small_toy();
        settings.model.layer.d_model = 8, settings.model.layer.d_ff = 12;
        settings.data.test_examples = 10;
        change(settings);
        shorten(settings);
        return trained(std::make_unique<nn::ToyTraining>(settings));
    }
    std::string classify(const std::function<void(nn::ClassifySettings&)>& change = [](auto&) {}) {
        nn::ClassifySettings settings = lines_.settings();
        settings.model.layer.d_model = 8, settings.model.layer.d_ff = 12;
        change(settings);
        settings.training.epochs = 1, settings.training.max_steps = kSmallSteps;
        return trained(std::make_unique<nn::ClassifyTraining>(settings));
    }

    std::string translation(const std::function<void(nn::TranslationSettings&)>& change = [](auto&) {}) {
        nn::TranslationSettings settings = corpus_.settings();
        change(settings);
        settings.training.epochs = 1, settings.training.max_steps = kSmallSteps;
        return trained(std::make_unique<nn::TranslationTraining>(settings));
    }

    /// Each kind with one stack of layers, and between them every op that a model of these kinds may have.
    std::vector<OwnExample> examples();

  private:
    template <class Settings>
    static void shorten(Settings& settings) {
        settings.data.steps_per_epoch = kSmallSteps;
        settings.training.epochs = 1;
    }
    std::string trained(std::unique_ptr<nn::TrainingSetup> training) {
        const std::string path = directory_ / ("run" + std::to_string(runs_++));
        const nn::RunDirectory run = training->begin(path);
        nn::Listener nobody;
        nn::run_training(training->trainer(), run, nobody);
        return path;
    }

    TemporaryDirectory directory_;
    SmallText text_;
    SmallLines lines_;
    SmallCorpus corpus_;
    int runs_ = 0;
};

/// Heads as wide as 4: rotary positions turn pairs.
template <class Settings>
void vary(Settings& settings, nn::StackPositions positions, nn::Activation activation, bool bias) {
    settings.model.positions = positions;
    settings.model.layer.activation = activation;
    settings.model.bias = bias;
}

inline std::vector<OwnExample> SmallRuns::examples() {
    using nn::Activation, nn::StackPositions;
    const std::string plain = language();
    const std::string turned = language([](nn::LanguageSettings& s) {
        vary(s, StackPositions::rotary, Activation::gelu_tanh, true);
        s.model.tied = false, s.model.layers = 2;
        s.training.optimizer = nn::OptimizerKind::adamw, s.training.weight_decay = 0.1;
    });
    const std::string waves = language([](nn::LanguageSettings& s) {
        vary(s, StackPositions::sinusoidal, Activation::silu, true);
        s.model.layer.norm = nn::NormPlacement::post, s.model.scale_embedding = true;
        s.model.layer.dropout = nn::DropoutRates::everywhere(0.2);
        s.training.label_smoothing = 0.1, s.training.optimizer = nn::OptimizerKind::sgd, s.training.momentum = 0.9;
    });
    const std::string sum = toy([](nn::ToySettings& s) {
        vary(s, StackPositions::rotary, Activation::relu, false);
        s.task = nn::ToyTaskKind::add, s.data.length = 2, s.data.symbols = 10;
    });
    const std::string lean =
        classify([](nn::ClassifySettings& s) { vary(s, StackPositions::rotary, Activation::gelu_erf, false); });
    return {{plain, "xyz\nab", ""},
            {plain, "abcdefghijklmnopq", ""},
            {turned, "hello", ""},
            {waves, "no", ""},
            {toy(), "3 0 1", ""},
            {sum, "12+9", "22"},
            {classify(), "a sun the", "no"},
            {lean, "the rain", "no"}};
}

}  // namespace vitro::test
