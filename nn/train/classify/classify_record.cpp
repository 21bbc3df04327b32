// nn/train/classify/classify_record.cpp: words and labels for the axes of a classifier's tensors.
#include "nn/train/classify/classify_record.hpp"

#include <utility>

#include "nn/train/record_words.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

namespace trace = core::trace;

constexpr const char *kWords = "vocabulary", *kLabelNames = "labels";

/// Of each line of a batch.
trace::Labels given_labels(const core::Indices& ids, const Labels& labels) {
    trace::Labels given{"label", {}, ids};
    for (std::int64_t i = 0; i < ids.size(); ++i) given.words.push_back(labels.name(ids.data()[i]));
    return given;
}

trace::Labels all_labels(const Labels& labels) {
    trace::Labels all{kLabelNames, {}, {}};
    for (std::int32_t label = 0; label < labels.size(); ++label) all.words.push_back(labels.name(label));
    return all;
}

std::map<std::string, trace::Axes> axes_of(const Classifier& model) {
    std::map<std::string, trace::Axes> axes{{name_of(model.input.embedding.weight), {kWords, ""}},
                                            {name_of(model.output.weight), {"", kLabelNames}}};
    if (!model.output.bias.value.empty()) axes[name_of(model.output.bias)] = {kLabelNames};
    return axes;
}

}  // namespace

trace::Recording record_classify_step(const Labeller& labeller, const LabelledBatch& batch, const NextStep& next) {
    StepDescription description;
    description.labels = {labels_of("text", batch.tokens, labeller.vocabulary),
                          given_labels(batch.labels, labeller.labels), labels_of(kWords, labeller.vocabulary),
                          all_labels(labeller.labels)};
    description.parameter_axes = axes_of(labeller.model);
    const TrainingSettings& training = labeller.settings.training;
    return record_batch(labeller.parameters, training, next, std::move(description),
                        [&] { return label_loss(labeller.model, batch, training.label_smoothing); });
}

}  // namespace vitro::nn::inline VITRO_REAL
