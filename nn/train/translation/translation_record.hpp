// nn/train/translation/translation_record.hpp: a translator's training step, recorded with its words.
#pragma once

#include <string>

#include "core/trace/recording.hpp"
#include "nn/data/batches.hpp"
#include "nn/optim/optimizer.hpp"
#include "nn/train/record_batch.hpp"
#include "nn/train/trainer.hpp"
#include "nn/train/translation/translation.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A step on this batch: axes along a sentence or a vocabulary have its words. Of a batch of several sentences the axes
/// have the words of the first. Throws Error as record_step does.
core::trace::Recording record_translation_step(const Translator& translator, const Batch& batch, const NextStep& next);

/// The trainer's next step, recorded in the same way.
core::trace::Recording record_translation_step(const Translator& translator, TranslationTask& task,
                                               const Optimizer& optimizer, Trainer& trainer, std::string title);

}  // namespace vitro::nn::inline VITRO_REAL
