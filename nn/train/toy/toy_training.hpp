// nn/train/toy/toy_training.hpp: all of a training on a toy task, put together from its settings.
#pragma once

#include <string>
#include <vector>

#include "nn/train/toy/solver.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::nn::inline VITRO_REAL {

class ToyTraining : public TrainingSetup {
  public:
    /// Throws Error for settings that are not valid.
    explicit ToyTraining(const ToySettings& settings);

    std::string kind() const override { return std::string(name(solver_.settings.task)); }
    nlohmann::ordered_json settings() const override;
    const TrainingSettings& training() const override { return solver_.settings.training; }
    const Parameters& parameters() const override { return solver_.parameters; }
    std::vector<Fact> facts() const override;
    nlohmann::ordered_json figures() const override;
    SolvingTask& task() override { return task_; }

    const Solver& solver() const { return solver_; }

  protected:
    std::vector<RunDirectory::TextFile> files() const override { return {}; }
    /// The examples follow from the settings.
    std::string fingerprint() const override { return "drawn"; }

  private:
    Solver solver_;
    SolvingTask task_;
};

}  // namespace vitro::nn::inline VITRO_REAL
