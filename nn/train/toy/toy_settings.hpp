// nn/train/toy/toy_settings.hpp: everything that learning a toy task follows from, and its JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "nn/data/tasks/toy_task.hpp"
#include "nn/models/language_model_config.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::nn {

struct ToyDataSettings {
    std::int64_t length = 0;             ///< symbols of the input; add: digits of each number. 0: what is usual
    std::int64_t symbols = 0;            ///< how many there are; add: the base. 0: what is usual
    bool reversed_sum = true;            ///< add: the last digit of the sum first
    std::int64_t batch_size = 64;        ///< examples
    std::int64_t micro_batches = 1;      ///< parts of a batch, of equal size
    std::int64_t steps_per_epoch = 250;  ///< batches between two tests: examples are drawn for ever
    std::int64_t test_examples = 5000;   ///< solved at the end of each epoch
    bool operator==(const ToyDataSettings&) const = default;
};

struct ToySettings {
    ToyTaskKind task = ToyTaskKind::sort;
    LanguageModelConfig model;  ///< its vocabulary and its positions follow from the data
    ToyDataSettings data;
    TrainingSettings training;

    /// Throws Error that names the setting, its value and what would be valid.
    void validate() const;
    bool operator==(const ToySettings&) const = default;
};

/// {"model": {...}, "data": {...}, "training": {...}}; which task it is says run.json's "task".
nlohmann::ordered_json to_json(const ToySettings& settings);
/// The inverse; what is missing keeps its default, other sections are not looked at. Throws Error for a setting that
/// does not exist and for a value of the wrong type, listing what is valid.
ToySettings toy_settings(ToyTaskKind task, const nlohmann::ordered_json& json);

/// The data's part in the words of ToyTask. Throws Error as ToyTask does.
ToyTask toy_task(const ToySettings& settings);

class RunDirectory;
/// Of a run that is there. Throws Error when it is not a toy task's.
ToySettings toy_settings_of(const RunDirectory& run);

}  // namespace vitro::nn
