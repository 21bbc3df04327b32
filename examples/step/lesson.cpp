// examples/step/lesson.cpp: the lesson's sentences and settings.
#include "examples/step/lesson.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "nn/data/grammar/grammar.hpp"
#include "nn/train/translation/translation_record.hpp"
#include "nn/train/translation/translation_training.hpp"

namespace vitro::step {
namespace {

constexpr std::int64_t kMostSteps = 10'000;

/// In the order that the training's shuffle makes of them, the second is the third.
std::vector<nn::grammar::Pair> sentences() {
    return {{"ein hund schläft .", "a dog is sleeping ."},
            {"ich möchte ein bier .", "i would like a beer ."},
            {"das kind sieht ein pferd .", "the child sees a horse ."},
            {"der hund sieht das kind .", "the dog sees the child ."},
            {"ich sehe einen hund .", "i see a dog ."}};
}

nn::TranslationSettings settings() {
    nn::TranslationSettings settings;
    settings.model.layer = {.d_model = 16, .num_heads = 2, .d_ff = 32, .norm = nn::NormPlacement::pre};
    settings.model.encoder_layers = settings.model.decoder_layers = 1;
    settings.model.max_positions = 16;
    settings.data.min_frequency = 1;
    settings.data.batch_size = 1;
    settings.data.pool = 1;
    settings.training.epochs = kMostSteps;
    settings.training.learning_rate = 3e-3;
    settings.training.beta2 = 0.98;
    settings.training.clip = 1;
    settings.training.seed = 1;
    return settings;
}

}  // namespace

core::trace::Recording lesson(std::int64_t step) {
    if (step < 1 || step > kMostSteps)
        throw core::Error(fmt::format("[lesson] step {}: valid are 1 to {}", step, kMostSteps));
    const nn::TranslationSettings chosen = settings();
    const std::vector<nn::grammar::Pair> pairs = sentences();
    const nn::ParallelText text = nn::grammar::text_of(pairs, "the lesson's German", "the lesson's English");
    const nn::Translator translator(chosen, nn::build_vocabularies(chosen.data, text));
    const nn::ParallelSentences encoded =
        nn::encode(text, translator.vocabularies.source, translator.vocabularies.target);
    nn::TranslationTask task(translator, encoded, encoded);
    const auto optimizer = nn::make_optimizer(chosen.training, translator.parameters);
    nn::Trainer trainer(task, *optimizer, nn::make_schedule(chosen.training, chosen.model.layer.d_model, 0),
                        {.epochs = chosen.training.epochs, .clip = chosen.training.clip, .seed = 1});
    for (std::int64_t done = 1; done < step; ++done) trainer.step();
    return nn::record_translation_step(translator, task, *optimizer, trainer,
                                       fmt::format("Step {} of the lesson", step));
}

}  // namespace vitro::step
