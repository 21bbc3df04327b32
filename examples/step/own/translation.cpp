// examples/step/own/translation.cpp: a translator and a pair: a training of this one pair around them.
#include <fmt/format.h>

#include "examples/step/own/kinds.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/own/standing.hpp"
#include "nn/train/translation/translation_record.hpp"
#include "nn/train/translation/translation_training.hpp"

namespace vitro::step {
namespace {

/// One pair, a batch and an epoch of its own.
nn::TranslationSettings for_one_pair(nn::TranslationSettings settings) {
    settings.data.batch_size = settings.data.micro_batches = settings.data.pool = 1;
    settings.data.max_tokens = 0;
    settings.training.epochs = 1, settings.training.max_steps = 0;
    return settings;
}

nn::Vocabulary vocabulary(const nn::RunDirectory& run, nn::TokenKind kind, std::string_view name) {
    return nn::Vocabulary::from_text(run.read_text(name), kind, run.file(name));
}

}  // namespace

core::trace::Recording own_translation_step(const OwnText& own) {
    const nn::RunDirectory& run = own.run;
    if (own.target.empty())
        throw Misuse(
            fmt::format("{} is a translator: --target must give the translation of --text", run.path().string()));
    const nn::ParallelText pair{one_line("--text", own.text), one_line("--target", own.target)};
    const nn::TranslationSettings settings = nn::settings_of(run);
    const nn::TokenKind kind = settings.data.tokens;
    const nn::Translator translator(for_one_pair(settings), {vocabulary(run, kind, nn::kSourceVocabulary),
                                                             vocabulary(run, kind, nn::kTargetVocabulary)});
    const nn::TrainingSettings& training = settings.training;
    const Standing standing =
        load_standing(run, translator.parameters, training, {.d_model = settings.model.layer.d_model});
    const nn::ParallelSentences encoded =
        nn::encode(pair, translator.vocabularies.source, translator.vocabularies.target);
    nn::TranslationTask task(translator, encoded, encoded);
    const nn::NextStep next = standing.next(run, "a pair");
    nn::Trainer trainer(task, next.optimizer, nn::ConstantRate{next.learning_rate},
                        {.epochs = 1, .clip = training.clip, .seed = static_cast<std::uint64_t>(training.seed)});
    return nn::record_translation_step(translator, task, next.optimizer, trainer, next.title);
}

}  // namespace vitro::step
