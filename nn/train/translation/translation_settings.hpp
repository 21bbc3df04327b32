// nn/train/translation/translation_settings.hpp: everything that a training of a translator follows from, and its JSON.
//
// A run's run.json and a preset have the same three sections: "model", "data" and "training".
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "nn/data/batches.hpp"
#include "nn/data/tokenizer.hpp"
#include "nn/models/transformer_config.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::nn {

struct DataSettings {
    std::string directory = {};  ///< of the corpus; empty: the embedded one
    std::string source = "de", target = "en";
    std::string train = "train", validation = "val";  ///< splits
    TokenKind tokens = TokenKind::words;
    std::int64_t min_frequency = 2;       ///< rarer tokens of the training split are unknown words
    std::int64_t vocabulary_size = 8000;  ///< subwords: of each vocabulary, marks included
    bool shared_vocabulary = false;       ///< one for both languages
    std::int64_t batch_size = 128;
    std::int64_t micro_batches = 1;  ///< parts of a batch, each of like lengths, from anywhere in the pool
    std::int64_t max_tokens = 0;     ///< of a batch on either side, padding included; 0: no limit
    std::int64_t pool = 50;          ///< batches that are sorted by length together
    TooLong too_long = TooLong::error;
    bool operator==(const DataSettings&) const = default;
};

struct TranslationSettings {
    TransformerConfig model;  ///< its vocabulary sizes follow from the data
    DataSettings data;
    TrainingSettings training;

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const TranslationSettings&) const = default;
};

/// What run.json calls its "task".
inline constexpr const char* kTranslationTask = "translation";

/// {"model": {...}, "data": {...}, "training": {...}}
nlohmann::ordered_json to_json(const TranslationSettings& settings);
/// The inverse; what is missing keeps its default, other sections are not looked at. Throws Error for a setting that
/// does not exist and for a value of the wrong type, listing what is valid.
TranslationSettings translation_settings(const nlohmann::ordered_json& json);

class RunDirectory;
/// Of a run that is there. Throws Error when it is not a translation's.
TranslationSettings settings_of(const RunDirectory& run);

BatchOptions batch_options(const DataSettings& data, std::int64_t max_positions, std::int64_t seed);

}  // namespace vitro::nn
