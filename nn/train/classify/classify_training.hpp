// nn/train/classify/classify_training.hpp: all of a training of a classifier, put together from its settings.
#pragma once

#include <string>
#include <vector>

#include "nn/train/classify/labeller.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::nn::inline VITRO_REAL {

class ClassifyTraining : public TrainingSetup {
  public:
    /// Reads the lines and builds what is needed. Throws Error for settings or lines that will not do.
    explicit ClassifyTraining(const ClassifySettings& settings);

    std::string kind() const override { return kClassifyTask; }
    nlohmann::ordered_json settings() const override;
    const TrainingSettings& training() const override { return labeller_.settings.training; }
    const Parameters& parameters() const override { return labeller_.parameters; }
    std::vector<Fact> facts() const override;
    nlohmann::ordered_json figures() const override;
    LabellingTask& task() override { return task_; }

    const Labeller& labeller() const { return labeller_; }

  protected:
    std::vector<RunDirectory::TextFile> files() const override;
    std::string fingerprint() const override { return fingerprint_; }

  private:
    struct Lines;
    ClassifyTraining(const ClassifySettings& settings, const Lines& lines);

    std::string fingerprint_;
    Labeller labeller_;
    LabellingTask task_;
};

}  // namespace vitro::nn::inline VITRO_REAL
