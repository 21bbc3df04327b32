// bench/steps/models.hpp: which models are stepped, with the settings of their presets, and batches without a corpus.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/random.hpp"
#include "nn/data/batches.hpp"
#include "nn/train/translation/translation_settings.hpp"

namespace vitro::bench {

/// A preset, and what its corpus decides.
struct StepModel {
    const char* preset;
    std::int64_t source_vocabulary, target_vocabulary;
    std::int64_t length;  ///< positions of a typical batch on either side, marks included
};

/// The demo's Transformer with the embedded corpus, and the small one with Multi30k.
std::span<const StepModel> step_models();

/// The preset's, with the vocabularies' sizes.
nn::TranslationSettings settings_of(const StepModel& model);

/// Random words in sentences of one length: nothing is padding.
nn::Batch random_batch(const nn::TransformerConfig& config, std::int64_t pairs, std::int64_t length,
                       core::Random& random);

/// The parts of a whole batch as the preset cuts it.
std::vector<nn::Batch> random_parts(const nn::TranslationSettings& settings, std::int64_t length);

}  // namespace vitro::bench
