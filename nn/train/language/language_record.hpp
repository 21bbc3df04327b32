// nn/train/language/language_record.hpp: a language model's training step, recorded with its tokens.
#pragma once

#include "nn/data/language/blocks.hpp"
#include "nn/train/language/writer.hpp"
#include "nn/train/record_batch.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A step on this block alone, [1, context] with a context of up to the model's positions: axes along the text or the
/// vocabulary have its tokens. Throws Error for a longer one, and as record_step does.
core::trace::Recording record_language_step(const Writer& writer, const Block& block, const NextStep& next);

}  // namespace vitro::nn::inline VITRO_REAL
