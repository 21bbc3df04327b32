// nn/train/language/writer.hpp: a language model that writes, and the tokens it knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nn/data/vocabulary.hpp"
#include "nn/models/language_model.hpp"
#include "nn/train/language/language_settings.hpp"
#include "nn/train/run/run_directory.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Writer {
    LanguageSettings settings;
    Vocabulary vocabulary;
    Parameters parameters;
    LanguageModel model;

    /// With initial weights. Throws Error when the settings are not valid.
    Writer(const LanguageSettings& settings, Vocabulary vocabulary);
    /// The model of a run, with initial weights. Throws Error for a run that is half-written.
    static Writer untrained(const RunDirectory& run);
    /// With the best weights of a run or, as weights_file() has them, with others. Throws Error for a run
    /// that is half-written, or of another shape.
    static Writer load(const RunDirectory& run, const std::string& weights = "model");
};

/// The file of a run that holds its vocabulary.
inline constexpr std::string_view kTextVocabulary = "text.vocabulary";

/// A prompt as ids, for a Generator. Throws Error for an empty one, and for what the vocabulary does not know: naming
/// the character, or saying how many of its tokens are unknown.
std::vector<std::int32_t> encode_prompt(const Vocabulary& vocabulary, std::string_view prompt);

}  // namespace vitro::nn::inline VITRO_REAL
