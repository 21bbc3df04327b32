// nn/train/training_setup.cpp: from a task to a trainer, and from a run back to where it stood.
#include "nn/train/training_setup.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "nn/optim/adam.hpp"
#include "nn/optim/sgd.hpp"
#include "nn/train/run/resume.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

TrainerOptions trainer_options(const TrainingSettings& training) {
    return {.epochs = training.epochs,
            .max_steps = training.max_steps,
            .clip = training.clip,
            .seed = static_cast<std::uint64_t>(training.seed)};
}

/// Only a cosine asks for the number of steps: to know it may mean to plan every epoch.
Schedule schedule_of(const TrainingSettings& training, Task& task, std::int64_t d_model) {
    const bool asks = training.schedule == ScheduleKind::cosine;
    return make_schedule(training, d_model, asks ? total_steps(task, trainer_options(training)) : 0);
}

/// Writes a file that the run should have if it has not. Throws Error when it has another one of that name.
void restore(const RunDirectory& run, const RunDirectory::TextFile& file) {
    if (!run.has(file.name))
        run.write_text(file.name, file.text);
    else if (run.read_text(file.name) != file.text)
        throw core::Error(fmt::format("{}: damaged: not what this run's data make of it", run.file(file.name)));
}

/// A run that has got somewhere has the file that it goes on from and the model that was its best: to go on without
/// either would begin again, over what is there.
void require_whole(const RunDirectory& run, const Position& position, const Parameters& parameters) {
    if (position.best_loss >= 0) check_tensors(run.existing_file(kModel), named_tensors(parameters));
    if (run.has(kModel)) static_cast<void>(run.existing_file(kLast));
}

constexpr const char* kTask = "task";
constexpr const char* kCorpus = "corpus";  // keys of run.json

}  // namespace

std::unique_ptr<Optimizer> make_optimizer(const TrainingSettings& training, const Parameters& parameters) {
    if (training.optimizer == OptimizerKind::sgd)
        return std::make_unique<Sgd>(parameters, SgdOptions{.momentum = training.momentum,
                                                            .weight_decay = training.weight_decay,
                                                            .decayed = training.decayed});
    return std::make_unique<Adam>(parameters, AdamOptions{.beta1 = training.beta1,
                                                          .beta2 = training.beta2,
                                                          .epsilon = training.epsilon,
                                                          .weight_decay = training.weight_decay,
                                                          .decoupled = training.optimizer == OptimizerKind::adamw,
                                                          .decayed = training.decayed});
}

void TrainingSetup::set_up(std::int64_t d_model) {
    optimizer_ = make_optimizer(training(), parameters());
    trainer_.emplace(task(), *optimizer_, schedule_of(training(), task(), d_model), trainer_options(training()));
}

RunDirectory TrainingSetup::begin(const std::filesystem::path& directory) const {
    nlohmann::ordered_json description = {{kTask, kind()}, {kCorpus, fingerprint()}};
    description.update(settings());
    return RunDirectory::create(directory, description, files());
}

void TrainingSetup::resume(const RunDirectory& run) {
    run.lock();
    const nlohmann::ordered_json begun_with = run.settings().value(kCorpus, nlohmann::ordered_json());
    if (begun_with != fingerprint())
        throw core::Error(fmt::format(
            "{}: the training or validation text is not the one that this run began with (checksum {}, then "
            "{}): begin a new run",
            run.path().string(), fingerprint(), begun_with.dump()));
    for (const RunDirectory::TextFile& file : files()) restore(run, file);
    run.remove_unfinished();
    load_last(*trainer_, run);
    require_whole(run, trainer_->position(), parameters());
}

}  // namespace vitro::nn::inline VITRO_REAL
