// nn/train/translation/translation_record.cpp: words for the axes of a translator's tensors.
#include "nn/train/translation/translation_record.hpp"

#include <utility>

#include "nn/train/record.hpp"
#include "nn/train/record_words.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

namespace trace = core::trace;

constexpr const char *kSourceWords = "source vocabulary", *kTargetWords = "target vocabulary";

/// Of the tables whose rows are words, and of the projection whose columns are.
std::map<std::string, trace::Axes> axes_of(const Translator& translator) {
    const Transformer& model = translator.model;
    std::map<std::string, trace::Axes> axes;
    axes[name_of(model.output.weight)] = {"", kTargetWords};
    if (model.output.bias.requires_grad()) axes[name_of(model.output.bias)] = {kTargetWords};
    axes[name_of(model.source_embedding.weight)] = {kSourceWords, ""};  // where one table is all three, its words
    axes[name_of(model.target_embedding.weight)] = {kTargetWords, ""};
    return axes;
}

StepDescription description_of(const Translator& translator, const Batch& batch) {
    const auto& [source, target] = translator.vocabularies;
    StepDescription description;
    description.labels = {labels_of("source", batch.source, source),
                          labels_of("target so far", batch.target_in, target),
                          labels_of("next word", batch.target_out, target), labels_of(kSourceWords, source),
                          labels_of(kTargetWords, target)};
    description.parameter_axes = axes_of(translator);
    return description;
}

}  // namespace

trace::Recording record_translation_step(const Translator& translator, const Batch& batch, const NextStep& next) {
    const TrainingSettings& training = translator.settings.training;
    return record_batch(translator.parameters, training, next, description_of(translator, batch),
                        [&] { return batch_loss(translator.model, batch, training.label_smoothing); });
}

trace::Recording record_translation_step(const Translator& translator, TranslationTask& task,
                                         const Optimizer& optimizer, Trainer& trainer, std::string title) {
    const Position& at = trainer.position();
    const std::int64_t part = at.batch * translator.settings.data.micro_batches;
    StepDescription description =
        description_of(translator, task.train().epoch(at.epoch)[static_cast<std::size_t>(part)]);
    description.title = std::move(title);
    description.optimization = optimization_of(translator.settings.training);
    description.decayed = translator.settings.training.decayed;
    return record_step(trainer, translator.parameters, optimizer, std::move(description));
}

}  // namespace vitro::nn::inline VITRO_REAL
