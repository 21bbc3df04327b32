// nn/train/toy/solver.hpp: a language model that solves a toy task, and learning to.
#pragma once

#include <string>
#include <vector>

#include "nn/models/language_model.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/task.hpp"
#include "nn/train/toy/toy_settings.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Solver {
    ToySettings settings;
    ToyTask task;
    Parameters parameters;
    LanguageModel model;

    /// With initial weights. Throws Error when the settings are not valid.
    explicit Solver(const ToySettings& settings);
    /// With the best weights of a run or, as weights_file() has them, with others. Throws Error for a run that is
    /// half-written, or of another shape.
    static Solver load(const RunDirectory& run, const std::string& weights = "model");

    /// The model's answer, symbol by symbol, each the likeliest. Throws Error for an input that is not of the task.
    std::vector<std::int32_t> answer(const std::vector<std::int32_t>& input) const;
};

/// The loss of a batch by its logits [batch, positions, symbols], summed over the symbols of the answers.
core::Loss answer_loss(const Variable& logits, const ToyBatch& batch, double label_smoothing);

/// How many examples of the test split a solver gets right, to the last symbol.
struct ToyScore {
    std::int64_t examples = 0, right = 0;
    double loss = 0;       ///< per symbol of the target, nats
    std::string mistakes;  ///< the first few, a line each: "2 0 1 -> 0 2 1, not 0 1 2"; empty: none
};

/// Of the first `examples` of the test split.
ToyScore score(const Solver& solver, std::int64_t examples);

/// Cross-entropy of the target's symbols. An epoch is as many batches as the settings say.
class SolvingTask : public Task {
  public:
    /// The solver must outlive the task.
    explicit SolvingTask(const Solver& solver) : solver_(solver) {}

    const Parameters& parameters() const override { return solver_.parameters; }
    std::int64_t batches(std::int64_t) override { return solver_.settings.data.steps_per_epoch; }
    std::int64_t micro_batches(std::int64_t, std::int64_t) override { return solver_.settings.data.micro_batches; }
    core::Loss loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) override;
    /// Over the test examples.
    double validation_loss() override;
    std::int64_t validation_tokens() const override;
    /// The share of test examples that are right, and the first mistakes.
    Observation observe() override;

  private:
    const Solver& solver_;
    ToyScore scored_;  // by the last validation
};

}  // namespace vitro::nn::inline VITRO_REAL
