// nn/train/classify/classify_record.hpp: a classifier's training step, recorded with its words and labels.
#pragma once

#include "nn/train/classify/labeller.hpp"
#include "nn/train/record_batch.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A step on this batch: axes along a line, the vocabulary or the labels have their words. Of a batch of several lines
/// the axes have the words of the first. Throws Error as record_step does.
core::trace::Recording record_classify_step(const Labeller& labeller, const LabelledBatch& batch, const NextStep& next);

}  // namespace vitro::nn::inline VITRO_REAL
