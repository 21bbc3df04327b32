// nn/train/language/language_record.cpp: tokens for the axes of a language model's tensors.
#include "nn/train/language/language_record.hpp"

#include <utility>

#include "nn/train/language/language_task.hpp"
#include "nn/train/record_words.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

constexpr const char* kTokens = "vocabulary";

}  // namespace

core::trace::Recording record_language_step(const Writer& writer, const Block& block, const NextStep& next) {
    StepDescription description;
    description.labels = {labels_of("text so far", block.inputs, writer.vocabulary),
                          labels_of("next token", block.targets, writer.vocabulary),
                          labels_of(kTokens, writer.vocabulary)};
    description.parameter_axes = axes_of(writer.model, kTokens);
    const TrainingSettings& training = writer.settings.training;
    return record_batch(writer.parameters, training, next, std::move(description),
                        [&] { return block_loss(writer.model, block, training.label_smoothing); });
}

}  // namespace vitro::nn::inline VITRO_REAL
