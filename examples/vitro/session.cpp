// examples/vitro/session.cpp: facts first, progress, then what to do next.
#include "examples/vitro/session.hpp"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <utility>
#include <vector>

#include "core/io/file_descriptor.hpp"
#include "core/runtime.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/interruption.hpp"
#include "nn/train/progress.hpp"
#include "nn/train/signature.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

std::string percent(double share) {
    return fmt::format("{:.2f} %", 100 * share);
}

void require_within(const nn::TrainingSettings& limits, const nn::Position& position) {
    const std::int64_t begun = position.epoch + (position.batch > 0 ? 1 : 0);
    if (limits.epochs < begun)
        throw UsageError(fmt::format("--epochs {}: the run has begun epoch {} already", limits.epochs, begun));
    if (limits.max_steps > 0 && limits.max_steps < position.step)
        throw UsageError(
            fmt::format("--max-steps {}: the run has done {} steps already", limits.max_steps, position.step));
}

/// What lets a run go on that has reached its end.
std::string way_on(const nn::TrainingSettings& limits, const nn::Position& position) {
    std::vector<std::string> options;
    if (position.epoch >= limits.epochs) options.push_back(fmt::format("--epochs N with more than {}", limits.epochs));
    if (limits.max_steps > 0 && position.step >= limits.max_steps)
        options.push_back(fmt::format("--max-steps N with more than {} (0: no limit)", limits.max_steps));
    return fmt::format("{} {}", fmt::join(options, " and "), options.size() == 1 ? "goes on" : "go on");
}

std::string corpus_text(const nn::TranslationSettings& settings, const nn::CorpusFacts& facts) {
    const std::string where = settings.data.directory.empty() ? "embedded" : settings.data.directory;
    const std::string dropped =
        facts.dropped == 0 ? "" : fmt::format("; {} too long, left out", nn::grouped(facts.dropped));
    return fmt::format("{}, {} to {}: {} pairs to learn from, {} to validate{}", where, settings.data.source,
                       settings.data.target, nn::grouped(facts.train_pairs), nn::grouped(facts.validation_pairs),
                       dropped);
}

std::string vocabulary_text(const nn::TranslationSettings& settings, const nn::CorpusFacts& facts) {
    return fmt::format("{} {} and {} {} tokens; unknown in training {} and {}",
                       nn::grouped(settings.model.source_vocabulary), settings.data.source,
                       nn::grouped(settings.model.target_vocabulary), settings.data.target,
                       percent(facts.source_unknown), percent(facts.target_unknown));
}

std::string model_text(const nn::TransformerConfig& model, std::int64_t parameters) {
    return fmt::format("Transformer, {}+{} layers, width {}, {} heads: {} parameters", model.encoder_layers,
                       model.decoder_layers, model.layer.d_model, model.layer.num_heads, nn::grouped(parameters));
}

std::string steps_text(const nn::StepTotal& total) {
    return (total.estimated ? "~" : "") + nn::grouped(total.steps);
}

/// Makes the first of runs/name, runs/name-2, ... that is not there. The system gives each to one program only.
std::filesystem::path new_directory(const std::string& name) {
    const std::filesystem::path runs = "runs";
    std::error_code error;
    std::filesystem::create_directories(runs, error);
    for (int number = 1; !error; ++number) {
        const std::filesystem::path path = runs / (number == 1 ? name : fmt::format("{}-{}", name, number));
        if (std::filesystem::create_directory(path, error)) return path;
        if (error == std::errc::file_exists) error.clear();  // no directory, but its name is taken
    }
    core::fail_system(runs.string(), "a new run cannot be made here", error.value());
}

}  // namespace

Session::Session(const Terminal& terminal, const nn::TranslationSettings& settings, const std::string& out,
                 const std::string& name)
    : terminal_(terminal),
      training_(settings),
      run_(training_.begin(out.empty() ? new_directory(name) : std::filesystem::path(out))) {
    describe();
}

Session::Session(const Terminal& terminal, nn::RunDirectory run, const nn::TranslationSettings& settings)
    : terminal_(terminal), training_(settings), run_(std::move(run)) {
    training_.resume(run_);
    require_within(settings.training, training_.trainer().position());
    if (settings != nn::settings_of(run_)) {
        Json description = run_.settings();
        description.update(to_json(settings));
        run_.describe(description);
    }
    describe();
}

void Session::describe() {
    const nn::CorpusFacts& about = training_.facts();
    const nn::Trainer& trainer = training_.trainer();
    fmt::print(
        "{}",
        facts(terminal_,
              {{"corpus", corpus_text(settings(), about)},
               {"vocabulary", vocabulary_text(settings(), about)},
               {"padding", percent(about.padded) + " of the first epoch's positions"},
               {"model", model_text(settings().model, training_.translator().parameters.size())},
               {"kernels", fmt::format("{}, {} threads", core::runtime::kernels().name, core::runtime::threads())},
               {"training", fmt::format("{} epochs, {} steps, seed {}", settings().training.epochs,
                                        steps_text(trainer.total_steps()), settings().training.seed)},
               {"run", shell_word(run_.path().string())}}));
    if (trainer.position().step > 0) fmt::print("  going on after step {}\n", nn::grouped(trainer.position().step));
    fmt::print("\n");
    std::fflush(stdout);
}

bool Session::train() {
    nn::Trainer& trainer = training_.trainer();
    {
        const CaughtInterruptions caught;
        Display display(terminal_, settings().training.label_smoothing > 0);
        const nn::TrainingSettings& training = settings().training;
        result_ = nn::run_training(trainer, run_, display,
                                   {.log_every = training.log_every,
                                    .keep_epochs = training.keep_epochs,
                                    .tensorboard = training.tensorboard});
    }
    if (result_.ending == nn::Ending::stopped) {
        fmt::print("\nStopped after step {} of {}; everything is saved. To go on:\n  {}\n",
                   nn::grouped(trainer.position().step), steps_text(trainer.total_steps()),
                   command_line("train translate --resume " + shell_word(run_.path().string())));
        return false;
    }
    if (result_.steps == 0) {
        fmt::print("This run has reached its end; {}.\n", way_on(settings().training, trainer.position()));
        return true;
    }
    signature_ = nn::signature(trainer.report().loss, training_.translator().parameters);
    fmt::print("\n  {} steps in {}; best validation loss {:.4f} after step {}; signature {}\n",
               nn::grouped(trainer.position().step), nn::duration_text(result_.seconds), trainer.position().best_loss,
               nn::grouped(trainer.position().best_step), signature_);
    std::fflush(stdout);
    return true;
}

Json Session::figures() {
    const nn::Trainer& trainer = training_.trainer();
    const auto if_there = [](bool there, const Json& value) { return there ? value : Json(); };
    const bool validated = trainer.position().best_loss >= 0;
    return {{"run", run_.path().string()},
            {"finished", result_.ending == nn::Ending::finished},
            {"steps", trainer.position().step},
            {"epochs", settings().training.epochs},
            {"seed", settings().training.seed},
            {"seconds", result_.seconds},
            {"parameters", training_.translator().parameters.size()},
            {"source_vocabulary", settings().model.source_vocabulary},
            {"target_vocabulary", settings().model.target_vocabulary},
            {"padded_share", training_.facts().padded},
            {"train_loss", if_there(result_.steps > 0, trainer.report().loss)},
            {"best_validation_loss", if_there(validated, trainer.position().best_loss)},
            {"best_step", if_there(validated, trainer.position().best_step)},
            {"signature", if_there(!signature_.empty(), signature_)},
            {"kernels", core::runtime::kernels().name},
            {"threads", core::runtime::threads()}};
}

}  // namespace vitro::program
