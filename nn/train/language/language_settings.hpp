// nn/train/language/language_settings.hpp: everything that a training of a language model follows from, and its JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "nn/data/tokenizer.hpp"
#include "nn/models/language_model_config.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::nn {

struct LanguageDataSettings {
    std::string text = {};  ///< path of a text file; empty: the embedded stories
    TokenKind tokens = TokenKind::characters;
    std::int64_t min_frequency = 2;       ///< words: rarer ones of the training part are unknown
    std::int64_t vocabulary_size = 1000;  ///< subwords: so many, marks included
    double validation_share = 0.1;        ///< of the text, from its end
    std::int64_t batch_size = 12;         ///< blocks
    std::int64_t micro_batches = 1;       ///< parts of a batch, of equal size
    std::int64_t steps_per_epoch = 250;   ///< batches between two validations: blocks are drawn at random, for ever
    std::int64_t sample_tokens = 200;     ///< written at the end of each epoch; 0: none
    std::string prompt = "\n";            ///< what the sample goes on from
    bool operator==(const LanguageDataSettings&) const = default;
};

struct LanguageSettings {
    LanguageModelConfig model;  ///< its vocabulary's size follows from the data
    LanguageDataSettings data;
    TrainingSettings training;

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const LanguageSettings&) const = default;
};

/// What run.json calls its "task".
inline constexpr const char* kLanguageTask = "language";

/// {"model": {...}, "data": {...}, "training": {...}}
nlohmann::ordered_json to_json(const LanguageSettings& settings);
/// The inverse; what is missing keeps its default, other sections are not looked at. Throws Error for a setting that
/// does not exist and for a value of the wrong type, listing what is valid.
LanguageSettings language_settings(const nlohmann::ordered_json& json);

class RunDirectory;
/// Of a run that is there. Throws Error when it is not a language model's.
LanguageSettings language_settings_of(const RunDirectory& run);

}  // namespace vitro::nn
