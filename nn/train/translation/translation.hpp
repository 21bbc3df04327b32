// nn/train/translation/translation.hpp: a Transformer that translates, and learning to.
#pragma once

#include <optional>
#include <string>

#include "nn/models/transformer.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/task.hpp"
#include "nn/train/translation/translation_data.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A model and the words it knows.
struct Translator {
    TranslationSettings settings;
    Vocabularies vocabularies;
    Parameters parameters;
    Transformer model;

    /// With initial weights. Throws Error when the settings are not valid.
    Translator(const TranslationSettings& settings, Vocabularies vocabularies);
    /// The model of a run, with initial weights. Throws Error for a run that is half-written.
    static Translator untrained(const RunDirectory& run);
    /// With the best weights of a run, or others, named as for weights_file(). Throws Error for a run that is
    /// half-written, or of another shape.
    static Translator load(const RunDirectory& run, const std::string& weights = std::string(kModel));
};

/// Cross-entropy of the target, given the source and the target's own beginning.
class TranslationTask : public Task {
  public:
    /// The translator must outlive the task.
    TranslationTask(const Translator& translator, ParallelSentences train, ParallelSentences validation);

    const Parameters& parameters() const override { return translator_.parameters; }
    std::int64_t batches(std::int64_t epoch) override;
    /// Unless max_tokens cuts the batches.
    bool equal_epochs() const override { return translator_.settings.data.max_tokens == 0; }
    std::int64_t micro_batches(std::int64_t epoch, std::int64_t batch) override;
    /// With label smoothing.
    core::Loss loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) override;
    /// Over the whole split, without smoothing.
    double validation_loss() override;
    std::int64_t validation_tokens() const override;

    /// The micro-batches.
    const Batches& train() const { return train_; }
    const Batches& validation() const { return validation_; }

  private:
    const Epoch& plan(std::int64_t epoch);
    std::int64_t parts(std::int64_t epoch);

    const Translator& translator_;
    Batches train_, validation_;
    std::int64_t planned_ = -1;  // the epoch that is laid out
    std::optional<Epoch> plan_;
    std::int64_t counted_ = -1, parts_ = 0;  // an epoch and its micro-batches: counting may need a plan
};

/// The loss of a batch, summed over its target tokens, end marks included.
core::Loss batch_loss(const Transformer& model, const Batch& batch, double label_smoothing);
/// Mean over all tokens of an epoch, without smoothing and without a graph, nats.
double mean_loss(const Transformer& model, const Epoch& epoch);

}  // namespace vitro::nn::inline VITRO_REAL
