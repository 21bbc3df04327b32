// nn/train/translation_training.hpp: all of a training of a translator, put together from its settings.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "nn/optim/optimizer.hpp"
#include "nn/train/trainer.hpp"
#include "nn/train/translation.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The optimizer that the settings name, over these parameters. Throws Error for options out of range.
std::unique_ptr<Optimizer> make_optimizer(const TrainingSettings& training, const Parameters& parameters);

/// What there is to know about a corpus before training on it.
struct CorpusFacts {
    std::int64_t train_pairs = 0, validation_pairs = 0, dropped = 0;
    double source_unknown = 0, target_unknown = 0;  ///< shares of the training text's tokens
    double padded = 0;                              ///< share of the first epoch's positions
    std::string fingerprint;                        ///< of the training and validation texts
};

class TranslationTraining {
  public:
    /// Reads the corpus and builds what is needed. Throws Error for settings or texts that are not valid.
    explicit TranslationTraining(const TranslationSettings& settings);
    TranslationTraining(const TranslationTraining&) = delete;
    TranslationTraining& operator=(const TranslationTraining&) = delete;

    /// Makes the directory of a new run, locked, with vocabularies and settings. Throws Error as RunDirectory::create
    /// does.
    RunDirectory begin(const std::filesystem::path& directory) const;
    /// Locks the run and goes to where it stood, or to the start when nothing was saved; tidies up after a kill. Throws
    /// Error when another training is at work there, the corpus is not the one that the run began with, or a vocabulary
    /// or the checkpoint does not fit.
    void resume(const RunDirectory& run);

    const CorpusFacts& facts() const { return facts_; }
    Translator& translator() { return translator_; }
    TranslationTask& task() { return task_; }
    Trainer& trainer() { return trainer_; }

  private:
    struct Corpus;
    TranslationTraining(const TranslationSettings& settings, const Corpus& corpus);

    CorpusFacts facts_;
    Translator translator_;
    TranslationTask task_;
    std::unique_ptr<Optimizer> optimizer_;
    Trainer trainer_;
};

}  // namespace vitro::nn::inline VITRO_REAL
