// examples/step/own/translation.cpp: a translator and a pair of sentences.
#include <fmt/format.h>

#include "examples/step/own/kinds.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/own/standing.hpp"
#include "nn/train/translation/translation_record.hpp"

namespace vitro::step {
namespace {

nn::Batch batch_of(const nn::ParallelText& pair, const nn::Translator& translator) {
    const auto& [source, target] = translator.vocabularies;
    const nn::Batches batches(nn::encode(pair, source, target), {.batch_size = 1,
                                                                 .max_length = translator.settings.model.max_positions,
                                                                 .too_long = translator.settings.data.too_long});
    return batches.epoch(0)[0];
}

}  // namespace

core::trace::Recording own_translation_step(const OwnText& own) {
    const nn::RunDirectory& run = own.run;
    if (own.target.empty())
        throw Misuse(
            fmt::format("{} is a translator: --target must give the translation of --text", run.path().string()));
    const nn::ParallelText pair{one_line("--text", own.text), one_line("--target", own.target)};
    const nn::Translator translator = nn::Translator::untrained(run);
    const nn::Batch batch = batch_of(pair, translator);
    const nn::TranslationSettings& settings = translator.settings;
    const Standing standing =
        load_standing(run, translator.parameters, settings.training, {.d_model = settings.model.layer.d_model});
    return nn::record_translation_step(translator, batch, standing.next(run, "a pair"));
}

}  // namespace vitro::step
