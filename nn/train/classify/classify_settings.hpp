// nn/train/classify/classify_settings.hpp: everything that a training of a classifier follows from, and its JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "nn/data/labelled.hpp"
#include "nn/data/tokenizer.hpp"
#include "nn/models/classifier_config.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::nn {

struct ClassifyDataSettings {
    std::string directory = {};  ///< of train.tsv and val.tsv, lines of label, tab, text; empty: the embedded ones
    TokenKind tokens = TokenKind::words;
    std::int64_t min_frequency = 2;       ///< words, characters: rarer ones of the training lines are unknown
    std::int64_t vocabulary_size = 4000;  ///< subwords: so many, marks included
    std::int64_t batch_size = 64;         ///< lines
    std::int64_t pool = 20;               ///< batches that are sorted by length together
    TooLong too_long = TooLong::error;
    bool operator==(const ClassifyDataSettings&) const = default;
};

struct ClassifySettings {
    ClassifierConfig model;  ///< the sizes of its vocabulary and classes follow from the data
    ClassifyDataSettings data;
    TrainingSettings training;

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const ClassifySettings&) const = default;
};

/// What run.json calls its "task".
inline constexpr const char* kClassifyTask = "classify";

/// {"model": {...}, "data": {...}, "training": {...}}
nlohmann::ordered_json to_json(const ClassifySettings& settings);
/// The inverse; what is missing keeps its default, other sections are not looked at. Throws Error for a setting that
/// does not exist and for a value of the wrong type, listing what is valid.
ClassifySettings classify_settings(const nlohmann::ordered_json& json);

class RunDirectory;
/// Of a run that is there. Throws Error when it is not a classifier's.
ClassifySettings classify_settings_of(const RunDirectory& run);

/// One split, "train", "val" or "test". Throws Error as read_labelled does, or for a split that there is not.
LabelledText read_labelled_split(const ClassifyDataSettings& data, std::string_view split);

}  // namespace vitro::nn
