// nn/train/record_words.hpp: what a recording says of a training in words: tokens along axes, the optimizer.
#pragma once

#include <map>
#include <string>

#include "core/trace/recording.hpp"
#include "nn/data/vocabulary.hpp"
#include "nn/models/language_model.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The tokens that were read, along an axis: ids [batch, time], of which the axis has the words of the first. A space
/// within a token reads U+2423, a line's end \\n.
core::trace::Labels labels_of(std::string name, const core::Indices& ids, const Vocabulary& vocabulary);
/// All of a vocabulary.
core::trace::Labels labels_of(std::string name, const Vocabulary& vocabulary);

/// By a parameter's name: the embedding's rows and the projection's columns run along the labels `vocabulary`.
std::map<std::string, core::trace::Axes> axes_of(const LanguageModel& model, const std::string& vocabulary);

/// The optimizer that the settings name, and its constants.
core::trace::Optimization optimization_of(const TrainingSettings& settings);

}  // namespace vitro::nn::inline VITRO_REAL
