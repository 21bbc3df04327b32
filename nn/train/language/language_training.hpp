// nn/train/language/language_training.hpp: all of a training of a language model, put together from its settings.
#pragma once

#include <string>
#include <vector>

#include "nn/train/language/language_task.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// What there is to know about a text before training on it.
struct TextFacts {
    std::string name;
    std::int64_t characters = 0;
    std::int64_t train_tokens = 0, validation_tokens = 0;
    double unknown = 0;       ///< share of the training part's tokens
    std::string fingerprint;  ///< of the whole text
};

class LanguageTraining : public TrainingSetup {
  public:
    /// Reads the text and builds what is needed. Throws Error for settings or a text that will not do.
    explicit LanguageTraining(const LanguageSettings& settings);

    std::string kind() const override { return kLanguageTask; }
    nlohmann::ordered_json settings() const override;
    const TrainingSettings& training() const override { return writer_.settings.training; }
    const Parameters& parameters() const override { return writer_.parameters; }
    std::vector<Fact> facts() const override;
    nlohmann::ordered_json figures() const override;
    LanguageTask& task() override { return task_; }

    const TextFacts& text() const { return facts_; }
    const Writer& writer() const { return writer_; }

  protected:
    std::vector<RunDirectory::TextFile> files() const override;
    std::string fingerprint() const override { return facts_.fingerprint; }

  private:
    struct Corpus;
    LanguageTraining(const LanguageSettings& settings, const Corpus& corpus);

    TextFacts facts_;
    Writer writer_;
    LanguageTask task_;
};

/// What a writer makes of a text that it has not learned from.
struct TextLoss {
    std::string name;
    std::int64_t tokens = 0;  ///< predicted
    double mean = 0;          ///< per token, nats
};

/// Over the validation part of the text that the settings name. Throws Error when it cannot be read any more.
TextLoss validation_loss(const Writer& writer);

}  // namespace vitro::nn::inline VITRO_REAL
