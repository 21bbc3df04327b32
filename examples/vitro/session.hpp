// examples/vitro/session.hpp: a training as somebody at a terminal sees it, for demo and train.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "examples/vitro/display.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/translation_training.hpp"

namespace vitro::program {

class Session {
  public:
    /// A new run in the directory `out` or, if that is empty, in the first of runs/name, runs/name-2, ... that nobody
    /// has made yet. Prints what is to be trained. Throws Error for settings, texts or a directory that will not do.
    Session(const Terminal& terminal, const nn::TranslationSettings& settings, const std::string& out,
            const std::string& name);
    /// One that was begun, from where it stood; the settings are its own, but for the limits of epochs and steps.
    /// Throws UsageError, and changes nothing, when it is beyond a limit already.
    Session(const Terminal& terminal, nn::RunDirectory run, const nn::TranslationSettings& settings);

    /// Trains to the end, or until interrupted; prints the signature, or how to go on. False: interrupted.
    bool train();

    const nn::RunDirectory& run() const { return run_; }
    const nn::TranslationSettings& settings() { return training_.translator().settings; }
    /// {"run", "steps", "epochs", "seconds", "parameters", "train_loss", "best_validation_loss", "signature", ...};
    /// null for what there is not: a loss without a step, a validation loss before the first epoch's end, the signature
    /// of a training that was interrupted.
    nlohmann::ordered_json figures();

  private:
    void describe();

    Terminal terminal_;
    nn::TranslationTraining training_;
    nn::RunDirectory run_;
    nn::LoopResult result_;
    std::string signature_;
};

}  // namespace vitro::program
