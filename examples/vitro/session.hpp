// examples/vitro/session.hpp: a training as somebody at a terminal sees it, for demo and train.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "examples/vitro/display.hpp"
#include "examples/vitro/kinds.hpp"
#include "nn/train/estimate.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::program {

/// The run's settings, written in full. Throws Error that names the run when they will not do.
nlohmann::ordered_json settings_of_run(const Kind& kind, const nn::RunDirectory& run);

class Session {
  public:
    /// A new run in the directory `out` or, if that is empty, in the first of runs/name, runs/name-2, ... that nobody
    /// has made yet. Prints what is to be trained. Throws Error for settings, data or a directory that will not do.
    Session(const Terminal& terminal, const Kind& kind, const nlohmann::ordered_json& settings, const std::string& out,
            const std::string& name);
    /// One that was begun, from where it stood; the settings are its own, but for the limits of epochs and steps.
    /// Throws UsageError, and changes nothing, when it is beyond a limit already.
    Session(const Terminal& terminal, const Kind& kind, nn::RunDirectory run, const nlohmann::ordered_json& settings);

    /// Trains to the end, or until interrupted; prints the signature, or how to go on. False: interrupted.
    bool train();

    const nn::RunDirectory& run() const { return run_; }
    /// {"run", "steps", "epochs", "seconds", "parameters", "train_loss", "best_validation_loss", "signature", ...};
    /// null for what there is not: a loss without a step, a validation loss before the first epoch's end, the signature
    /// of a training that was interrupted.
    nlohmann::ordered_json figures();

  private:
    void describe();
    const nn::TrainingSettings& limits() const { return training_->training(); }

    Terminal terminal_;
    const Kind& kind_;
    std::unique_ptr<nn::TrainingSetup> training_;
    nn::RunDirectory run_;
    nn::Estimate estimate_;
    nn::LoopResult result_;
    std::string signature_;
};

}  // namespace vitro::program
