// bench/steps/training.hpp: a whole training step, by the trainer that `vitro train` has.
#pragma once

#include "bench/steps/work.hpp"
#include "nn/models/transformer.hpp"
#include "nn/optim/optimizer.hpp"
#include "nn/train/trainer.hpp"

namespace vitro::bench {

/// The same batch in every step.
class FixedBatch : public nn::Task {
  public:
    FixedBatch(const nn::Parameters& parameters, const nn::Transformer& model, std::vector<nn::Batch> parts,
               double label_smoothing)
        : parameters_(parameters), model_(model), parts_(std::move(parts)), label_smoothing_(label_smoothing) {}

    const nn::Parameters& parameters() const override { return parameters_; }
    std::int64_t batches(std::int64_t epoch) override;
    std::int64_t micro_batches(std::int64_t epoch, std::int64_t batch) override;
    core::Loss loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) override;
    const std::vector<nn::Batch>& parts() const { return parts_; }

    double validation_loss() override;

  private:
    const nn::Parameters& parameters_;
    const nn::Transformer& model_;
    std::vector<nn::Batch> parts_;
    double label_smoothing_;
};

/// Gradients of all parts of a batch, their norm, the optimizer's update: dropout and checks as in a training.
class TrainingStep : public Work {
  public:
    TrainingStep(const nn::TranslationSettings& settings, std::vector<nn::Batch> parts);

    void run() override;
    void run_watched(Stopwatch& stopwatch) override;
    double target_tokens() const override;
    double backward_factor() const override { return 2; }
    /// Of the last run().
    const nn::StepReport& report() const { return trainer_.report(); }

  private:
    nn::TranslationSettings settings_;
    nn::Parameters parameters_;
    nn::Transformer model_;
    FixedBatch task_;
    std::unique_ptr<nn::Optimizer> optimizer_;
    nn::Trainer trainer_;
};

}  // namespace vitro::bench
