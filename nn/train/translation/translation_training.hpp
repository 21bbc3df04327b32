// nn/train/translation/translation_training.hpp: all of a training of a translator, put together from its settings.
#pragma once

#include <string>
#include <vector>

#include "nn/train/training_setup.hpp"
#include "nn/train/translation/translation.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// What there is to know about a corpus before training on it.
struct CorpusFacts {
    std::int64_t train_pairs = 0, validation_pairs = 0, dropped = 0;
    double source_unknown = 0, target_unknown = 0;  ///< shares of the training text's tokens
    double padded = 0;                              ///< share of the first epoch's positions
    std::string fingerprint;                        ///< of the training and validation texts
};

class TranslationTraining : public TrainingSetup {
  public:
    /// Reads the corpus and builds what is needed. Throws Error for settings or texts that are not valid.
    explicit TranslationTraining(const TranslationSettings& settings);

    std::string kind() const override { return kTranslationTask; }
    nlohmann::ordered_json settings() const override;
    const TrainingSettings& training() const override { return translator_.settings.training; }
    const Parameters& parameters() const override { return translator_.parameters; }
    std::vector<Fact> facts() const override;
    nlohmann::ordered_json figures() const override;

    const CorpusFacts& corpus() const { return facts_; }
    Translator& translator() { return translator_; }
    TranslationTask& task() override { return task_; }

  protected:
    std::vector<RunDirectory::TextFile> files() const override;
    std::string fingerprint() const override { return facts_.fingerprint; }

  private:
    struct Corpus;
    TranslationTraining(const TranslationSettings& settings, const Corpus& corpus);

    CorpusFacts facts_;
    Translator translator_;
    TranslationTask task_;
};

}  // namespace vitro::nn::inline VITRO_REAL
