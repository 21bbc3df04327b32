// nn/train/classify/labeller.hpp: a classifier that labels lines, and learning to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nn/models/classifier.hpp"
#include "nn/train/classify/classify_settings.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/task.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A model, the words it knows and the labels it may give.
struct Labeller {
    ClassifySettings settings;
    Vocabulary vocabulary;
    Labels labels;
    Parameters parameters;
    Classifier model;

    /// With initial weights. Throws Error when the settings are not valid.
    Labeller(const ClassifySettings& settings, Vocabulary vocabulary, Labels labels);
    /// The model of a run, with initial weights. Throws Error for a run that is half-written.
    static Labeller untrained(const RunDirectory& run);
    /// With the best weights of a run or, as weights_file() has them, with others. Throws Error for a run that is
    /// half-written, or of another shape.
    static Labeller load(const RunDirectory& run, const std::string& weights = "model");
};

/// The files of a run beside its weights.
inline constexpr std::string_view kLabelledVocabulary = "text.vocabulary", kLabels = "labels.txt";

/// The probability of each label, for each line: [lines][labels]. Throws Error naming the line of a text that is longer
/// than the model has positions.
std::vector<std::vector<double>> probabilities(const Labeller& labeller, const Text& text);

struct LabelScore {
    std::int64_t lines = 0, right = 0;
    double loss = 0;       ///< per line, nats
    std::string mistakes;  ///< the first few, a line each: "past, not future: ..."; empty: none
};

/// Throws Error as probabilities() does, and with the line of a label that is not among the labeller's.
LabelScore score(const Labeller& labeller, const LabelledText& text);

/// The loss of a batch, summed over its lines.
core::Loss label_loss(const Classifier& model, const LabelledBatch& batch, double label_smoothing);

/// Cross-entropy of the labels.
class LabellingTask : public Task {
  public:
    /// The labeller must outlive the task.
    LabellingTask(const Labeller& labeller, const LabelledText& train, LabelledText validation);

    const Parameters& parameters() const override { return labeller_.parameters; }
    std::int64_t batches(std::int64_t epoch) override { return train_.count(epoch); }
    core::Loss loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) override;
    double validation_loss() override;
    std::int64_t validation_tokens() const override { return std::ssize(validation_.labels); }
    /// The share of validation lines that are right, and the first mistakes.
    Observation observe() override;

    const LabelledBatches& train() const { return train_; }

  private:
    const Labeller& labeller_;
    LabelledBatches train_;
    LabelledText validation_;
    std::int64_t planned_ = -1;  // the epoch that is laid out
    std::optional<LabelledEpoch> plan_;
    LabelScore scored_;  // by the last validation
};

}  // namespace vitro::nn::inline VITRO_REAL
