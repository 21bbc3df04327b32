// examples/vitro/session.hpp: a training as somebody at a terminal sees it, for demo and train.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "examples/vitro/display.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/translation_training.hpp"

namespace vitro::program {

/// The directory of a new run: `out`, if it is given, or the first of runs/name, runs/name-2, ... that is not there
/// yet.
std::filesystem::path new_run(const std::string& out, const std::string& name);

class Session {
  public:
    /// A new run. Prints what is to be trained. Throws Error for settings, texts or a directory that will not do.
    Session(const Terminal& terminal, const nn::TranslationSettings& settings, const std::filesystem::path& directory);
    /// One that was begun, from where it stood; the settings are its own, but for the limits of epochs and steps.
    /// Throws UsageError, and changes nothing, when it is beyond a limit already.
    Session(const Terminal& terminal, nn::RunDirectory run, const nn::TranslationSettings& settings);

    /// Trains to the end, or until interrupted; prints the signature, or how to go on. False: interrupted.
    bool train();

    const nn::RunDirectory& run() const { return *run_; }
    const nn::TranslationSettings& settings() { return training_.translator().settings; }
    /// {"run", "steps", "epochs", "seconds", "parameters", "train_loss", "best_validation_loss", "signature", ...};
    /// null for what there is not: a loss without a step, a validation loss before the first epoch's end, the signature
    /// of a training that was interrupted.
    nlohmann::ordered_json figures();

  private:
    void describe();

    Terminal terminal_;
    nn::TranslationTraining training_;
    std::optional<nn::RunDirectory> run_;
    nn::LoopResult result_;
    std::string signature_;
};

}  // namespace vitro::program
