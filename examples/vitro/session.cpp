// examples/vitro/session.cpp: facts first, progress, then what to do next.
#include "examples/vitro/session.hpp"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/io/file_descriptor.hpp"
#include "core/runtime.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/curve.hpp"
#include "examples/vitro/environment.hpp"
#include "examples/vitro/interruption.hpp"
#include "examples/vitro/run_summary.hpp"
#include "nn/train/progress.hpp"
#include "nn/train/run/signature.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

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

Json settings_of_run(const Kind& kind, const nn::RunDirectory& run) {
    try {
        return kind.complete(run.settings());
    } catch (const core::Error& error) {
        throw core::Error(fmt::format("{}: {}", run.path().string(), error.what()));
    }
}

Session::Session(const Terminal& terminal, const Kind& kind, const Json& settings, const std::string& out,
                 const std::string& name)
    : terminal_(terminal),
      kind_(kind),
      training_(kind.set_up(settings)),
      run_(training_->begin(out.empty() ? new_directory(name) : std::filesystem::path(out))) {
    describe();
}

Session::Session(const Terminal& terminal, const Kind& kind, nn::RunDirectory run, const Json& settings)
    : terminal_(terminal), kind_(kind), training_(kind.set_up(settings)), run_(std::move(run)) {
    training_->resume(run_);
    require_within(limits(), training_->trainer().position());
    if (settings != settings_of_run(kind, run_)) {
        Json description = run_.settings();
        description.update(settings);
        run_.describe(description);
    }
    describe();
}

void Session::describe() {
    nn::Trainer& trainer = training_->trainer();
    {
        const CaughtInterruptions caught;
        estimate_ = nn::estimate(trainer, training_->task());
    }
    std::vector<std::pair<std::string, std::string>> rows;
    for (const nn::Fact& fact : training_->facts()) rows.emplace_back(fact.subject, fact.text);
    rows.emplace_back("kernels",
                      fmt::format("{}, {} threads", core::runtime::kernels().name, core::runtime::threads()));
    rows.emplace_back("training", fmt::format("{} epochs, {} steps, seed {}", limits().epochs,
                                              steps_text(trainer.total_steps()), limits().seed));
    if (estimate_.steps > 0) rows.emplace_back("estimate", nn::estimate_text(estimate_));
    rows.emplace_back("run", shell_word(run_.path().string()));
    fmt::print("{}", facts(terminal_, rows));
    if (trainer.position().step > 0) fmt::print("  going on after step {}\n", nn::grouped(trainer.position().step));
    fmt::print("\n");
    std::fflush(stdout);
}

bool Session::train() {
    nn::Trainer& trainer = training_->trainer();
    if (!trainer.finished()) record_session(run_, trainer.position().step);
    {
        const CaughtInterruptions caught;
        Display display(terminal_, limits().label_smoothing > 0);
        result_ = nn::run_training(trainer, run_, display,
                                   {.log_every = limits().log_every,
                                    .keep_epochs = limits().keep_epochs,
                                    .tensorboard = limits().tensorboard});
    }
    if (result_.ending == nn::Ending::stopped) {
        fmt::print("\nStopped after step {} of {}; everything is saved. To go on:\n  {}\n",
                   nn::grouped(trainer.position().step), steps_text(trainer.total_steps()),
                   command_line(fmt::format("train {} --resume {}", kind_.command, shell_word(run_.path().string()))));
        return false;
    }
    if (result_.steps == 0) {
        fmt::print("This run has reached its end; {}.\n", way_on(limits(), trainer.position()));
        return true;
    }
    if (terminal_.interactive) {
        constexpr int kColumns = 48, kRows = 6;
        fmt::print("\n{}", draw_curve(summarise(run_, read_log(run_)).train, kColumns, kRows));
    }
    signature_ = nn::signature(trainer.report().loss, training_->parameters());
    fmt::print("\n  {} steps in {}; best validation loss {:.4f} after step {}; signature {}\n",
               nn::grouped(trainer.position().step), nn::duration_text(result_.seconds), trainer.position().best_loss,
               nn::grouped(trainer.position().best_step), signature_);
    std::fflush(stdout);
    return true;
}

Json Session::figures() {
    const nn::Trainer& trainer = training_->trainer();
    const auto if_there = [](bool there, const Json& value) { return there ? value : Json(); };
    const bool validated = trainer.position().best_loss >= 0;
    Json figures = {{"run", run_.path().string()},
                    {"finished", result_.ending == nn::Ending::finished},
                    {"steps", trainer.position().step},
                    {"epochs", limits().epochs},
                    {"seed", limits().seed},
                    {"seconds", result_.seconds},
                    {"estimated_seconds", estimate_.seconds},
                    {"parameters", training_->parameters().size()}};
    figures.update(training_->figures());
    figures.update({{"train_loss", if_there(result_.steps > 0, trainer.report().loss)},
                    {"best_validation_loss", if_there(validated, trainer.position().best_loss)},
                    {"best_step", if_there(validated, trainer.position().best_step)},
                    {"signature", if_there(!signature_.empty(), signature_)},
                    {"kernels", core::runtime::kernels().name},
                    {"threads", core::runtime::threads()}});
    return figures;
}

}  // namespace vitro::program
