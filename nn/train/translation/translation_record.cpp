// nn/train/translation/translation_record.cpp: words for the axes of a translator's tensors.
#include "nn/train/translation/translation_record.hpp"

#include <utility>

#include "nn/train/record.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

namespace trace = core::trace;

constexpr const char *kSourceWords = "source vocabulary", *kTargetWords = "target vocabulary";

trace::Labels sentence(std::string name, const core::Indices& ids, const Vocabulary& vocabulary) {
    trace::Labels labels{std::move(name), {}, ids};
    for (std::int64_t i = 0; i < ids.shape().cols(); ++i) labels.words.push_back(vocabulary.token(ids.data()[i]));
    return labels;
}

trace::Labels words_of(std::string name, const Vocabulary& vocabulary) {
    trace::Labels labels{std::move(name), {}, {}};
    for (std::int32_t id = 0; id < vocabulary.size(); ++id) labels.words.push_back(vocabulary.token(id));
    return labels;
}

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

trace::Optimization optimization_of(const TrainingSettings& settings) {
    trace::Optimization o;
    o.optimizer = settings.optimizer == OptimizerKind::sgd    ? "sgd"
                  : settings.optimizer == OptimizerKind::adam ? "adam"
                                                              : "adamw";
    o.beta1 = settings.beta1, o.beta2 = settings.beta2, o.epsilon = settings.epsilon;
    o.weight_decay = settings.weight_decay, o.momentum = settings.momentum, o.clip = settings.clip;
    return o;
}

}  // namespace

trace::Recording record_translation_step(const Translator& translator, TranslationTask& task,
                                         const Optimizer& optimizer, Trainer& trainer, std::string title) {
    const Position& at = trainer.position();
    const std::int64_t part = at.batch * translator.settings.data.micro_batches;
    const Batch batch = task.train().epoch(at.epoch)[static_cast<std::size_t>(part)];
    const auto& [source, target] = translator.vocabularies;
    StepDescription description;
    description.title = std::move(title);
    description.labels = {sentence("source", batch.source, source), sentence("target so far", batch.target_in, target),
                          sentence("next word", batch.target_out, target), words_of(kSourceWords, source),
                          words_of(kTargetWords, target)};
    description.parameter_axes = axes_of(translator);
    description.optimization = optimization_of(translator.settings.training);
    return record_step(trainer, translator.parameters, optimizer, std::move(description));
}

}  // namespace vitro::nn::inline VITRO_REAL
