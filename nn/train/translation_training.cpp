// nn/train/translation_training.cpp: from settings to a trainer, and from a run back to where it stood.
#include "nn/train/translation_training.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "nn/optim/adam.hpp"
#include "nn/optim/sgd.hpp"
#include "nn/train/resume.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The texts of a training by words and by numbers.
struct TranslationTraining::Corpus {
    ParallelText train_text, validation_text;
    Vocabularies vocabularies;
    ParallelSentences train, validation;

    explicit Corpus(const DataSettings& data)
        : train_text(read_split(data, data.train)),
          validation_text(read_split(data, data.validation)),
          vocabularies(build_vocabularies(data, train_text)),
          train(encode(train_text, vocabularies.source, vocabularies.target)),
          validation(encode(validation_text, vocabularies.source, vocabularies.target)) {}
};

namespace {

const TranslationSettings& valid(const TranslationSettings& settings) {
    settings.validate();
    return settings;
}

TrainerOptions trainer_options(const TrainingSettings& training) {
    return {.epochs = training.epochs,
            .max_steps = training.max_steps,
            .clip = training.clip,
            .seed = static_cast<std::uint64_t>(training.seed)};
}

/// Only a cosine asks for the number of steps: to know it may mean to plan every epoch.
Schedule schedule_of(const TranslationSettings& settings, TranslationTask& task) {
    const TrainingSettings& training = settings.training;
    const bool asks = training.schedule == ScheduleKind::cosine;
    return make_schedule(training, settings.model.layer.d_model,
                         asks ? total_steps(task, trainer_options(training)) : 0);
}

std::vector<RunDirectory::TextFile> vocabulary_files(const Vocabularies& vocabularies) {
    return {{kSourceVocabulary, vocabularies.source.to_text()}, {kTargetVocabulary, vocabularies.target.to_text()}};
}

/// Writes a file that the run should have if it has not. Throws Error when it has another one of that name.
void restore(const RunDirectory& run, const RunDirectory::TextFile& file) {
    if (!run.has(file.name))
        run.write_text(file.name, file.text);
    else if (run.read_text(file.name) != file.text)
        throw core::Error(fmt::format("{}: damaged: not the vocabulary of this run's corpus", run.file(file.name)));
}

/// A run that has got somewhere has the file that it goes on from and the model that was its best: to go on without
/// either would begin again, over what is there.
void require_whole(const RunDirectory& run, const Position& position, const Parameters& parameters) {
    if (position.best_loss >= 0) check_tensors(run.existing_file(kModel), named_tensors(parameters));
    if (run.has(kModel)) static_cast<void>(run.existing_file(kLast));
}

constexpr const char* kCorpus = "corpus";  // the key of run.json

}  // namespace

std::unique_ptr<Optimizer> make_optimizer(const TrainingSettings& training, const Parameters& parameters) {
    if (training.optimizer == OptimizerKind::sgd)
        return std::make_unique<Sgd>(parameters,
                                     SgdOptions{.momentum = training.momentum, .weight_decay = training.weight_decay});
    return std::make_unique<Adam>(parameters, AdamOptions{.beta1 = training.beta1,
                                                          .beta2 = training.beta2,
                                                          .epsilon = training.epsilon,
                                                          .weight_decay = training.weight_decay,
                                                          .decoupled = training.optimizer == OptimizerKind::adamw});
}

TranslationTraining::TranslationTraining(const TranslationSettings& settings)
    : TranslationTraining(settings, Corpus(valid(settings).data)) {}

TranslationTraining::TranslationTraining(const TranslationSettings& settings, const Corpus& corpus)
    : translator_(settings, corpus.vocabularies),
      task_(translator_, corpus.train, corpus.validation),
      optimizer_(make_optimizer(settings.training, translator_.parameters)),
      trainer_(task_, *optimizer_, schedule_of(settings, task_), trainer_options(settings.training)) {
    facts_ = {.train_pairs = task_.train().pairs(),
              .validation_pairs = task_.validation().pairs(),
              .dropped = task_.train().dropped() + task_.validation().dropped(),
              .source_unknown = unknown_share(corpus.train.source),
              .target_unknown = unknown_share(corpus.train.target),
              .padded = task_.train().epoch(0).padding().share(),
              .fingerprint = fingerprint({&corpus.train_text, &corpus.validation_text})};
}

RunDirectory TranslationTraining::begin(const std::filesystem::path& directory) const {
    nlohmann::ordered_json settings = {{"task", kTranslationTask}, {kCorpus, facts_.fingerprint}};
    settings.update(to_json(translator_.settings));
    return RunDirectory::create(directory, settings, vocabulary_files(translator_.vocabularies));
}

void TranslationTraining::resume(const RunDirectory& run) {
    run.lock();
    const nlohmann::ordered_json begun_with = run.settings().value(kCorpus, nlohmann::ordered_json());
    if (begun_with != facts_.fingerprint)
        throw core::Error(fmt::format(
            "{}: the training or validation text is not the one that this run began with (checksum {}, then "
            "{}): begin a new run",
            run.path().string(), facts_.fingerprint, begun_with.dump()));
    for (const RunDirectory::TextFile& vocabulary : vocabulary_files(translator_.vocabularies))
        restore(run, vocabulary);
    run.remove_unfinished();
    load_last(trainer_, run);
    require_whole(run, trainer_.position(), translator_.parameters);
}

}  // namespace vitro::nn::inline VITRO_REAL
