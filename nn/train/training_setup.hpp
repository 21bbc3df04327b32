// nn/train/training_setup.hpp: all of a training, put together from its settings: of a translator or of anything else.
//
//     TranslationTraining training(settings);                 // data, model, optimizer, trainer
//     const RunDirectory run = training.begin("runs/first");  // or: training.resume(RunDirectory::open("runs/first"))
//     run_training(training.trainer(), run, listener);
//
// What differs from one kind to the next, derived classes say: the settings, the data's checksum, the files beside the
// weights. How a run begins and how it goes on is here, once.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "nn/optim/optimizer.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/trainer.hpp"
#include "nn/train/training_settings.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The optimizer that the settings name, over these parameters. Throws Error for options out of range.
std::unique_ptr<Optimizer> make_optimizer(const TrainingSettings& training, const Parameters& parameters);

/// Something to know about a training before it begins: "corpus", "embedded, de to en: 20,000 pairs to learn from".
struct Fact {
    std::string subject, text;
};

class TrainingSetup {
  public:
    TrainingSetup() = default;
    TrainingSetup(const TrainingSetup&) = delete;
    TrainingSetup& operator=(const TrainingSetup&) = delete;
    virtual ~TrainingSetup() = default;

    /// What run.json calls its "task".
    virtual std::string kind() const = 0;
    /// {"model": {...}, "data": {...}, "training": {...}}
    virtual nlohmann::ordered_json settings() const = 0;
    virtual const TrainingSettings& training() const = 0;
    virtual const Parameters& parameters() const = 0;
    /// For people, about the data and the model.
    virtual std::vector<Fact> facts() const = 0;
    /// The same for programs: {"source_vocabulary": 7859, ...}
    virtual nlohmann::ordered_json figures() const = 0;

    virtual Task& task() = 0;
    Trainer& trainer() { return *trainer_; }
    const Optimizer& optimizer() const { return *optimizer_; }

    /// Makes the directory of a new run, locked, with everything that a trained model needs beside its weights. Throws
    /// Error as RunDirectory::create does.
    RunDirectory begin(const std::filesystem::path& directory) const;
    /// Locks the run and goes to where it stood, or to the start when nothing was saved; tidies up after a kill. Throws
    /// Error when another training is at work there, the data are not those that the run began with, or a file or the
    /// checkpoint does not fit.
    void resume(const RunDirectory& run);

  protected:
    /// What a trained model needs beside its weights: vocabularies.
    virtual std::vector<RunDirectory::TextFile> files() const = 0;
    /// A checksum of the data that the training follows from.
    virtual std::string fingerprint() const = 0;

    /// To be called once by a constructor, when the task is there: optimizer and trainer. The task and the
    /// parameters must outlive this.
    void set_up(std::int64_t d_model);

  private:
    std::unique_ptr<Optimizer> optimizer_;
    std::optional<Trainer> trainer_;
};

}  // namespace vitro::nn::inline VITRO_REAL
