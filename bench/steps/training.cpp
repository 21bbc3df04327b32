// bench/steps/training.cpp: the trainer's step as it is; to watch it, the same calls one after the other.
#include "bench/steps/training.hpp"

#include <limits>
#include <utility>

#include "core/context.hpp"
#include "nn/optim/clip.hpp"
#include "nn/train/translation/translation_training.hpp"

namespace vitro::bench {
namespace {

/// So many that neither an epoch nor a schedule ends while somebody measures.
constexpr std::int64_t kSteps = std::int64_t{1} << 30;

nn::TrainerOptions trainer_options(const nn::TrainingSettings& training) {
    return {.epochs = 1, .clip = training.clip, .seed = static_cast<std::uint64_t>(training.seed)};
}

}  // namespace

std::int64_t FixedBatch::batches(std::int64_t) {
    return kSteps;
}

std::int64_t FixedBatch::micro_batches(std::int64_t, std::int64_t) {
    return static_cast<std::int64_t>(parts_.size());
}

core::Loss FixedBatch::loss(std::int64_t, std::int64_t, std::int64_t micro_batch) {
    return nn::batch_loss(model_, parts_[static_cast<std::size_t>(micro_batch)], label_smoothing_);
}

double FixedBatch::validation_loss() {
    double sum = 0;
    std::int64_t tokens = 0;
    for (const nn::Batch& part : parts_) {
        const core::Loss loss = nn::batch_loss(model_, part, 0);
        sum += static_cast<double>(loss.sum.value.item());
        tokens += loss.tokens;
    }
    return sum / static_cast<double>(tokens);
}

TrainingStep::TrainingStep(const nn::TranslationSettings& settings, std::vector<nn::Batch> parts)
    : settings_(settings),
      parameters_(static_cast<std::uint64_t>(settings.training.seed)),
      model_(nn::Builder(parameters_), settings.model),
      task_(parameters_, model_, std::move(parts), settings.training.label_smoothing),
      optimizer_(nn::make_optimizer(settings.training, parameters_)),
      trainer_(task_, *optimizer_, nn::make_schedule(settings.training, settings.model.layer.d_model, kSteps),
               trainer_options(settings.training)) {}

void TrainingStep::run() {
    trainer_.step();
}

void TrainingStep::run_watched(Stopwatch& stopwatch) {
    parameters_.clear_gradients();
    std::int64_t tokens = 0;
    for (std::int64_t part = 0; part < task_.micro_batches(0, 0); ++part) {
        const core::Training training(trainer_.options().seed, static_cast<std::uint32_t>(part) << 24);
        const core::Loss loss = stopwatch.forward([&] { return task_.loss(0, 0, part); });
        tokens += loss.tokens;
        stopwatch.backward(loss.sum);
    }
    const nn::Clipped clipped =
        nn::clip_by_global_norm(parameters_, settings_.training.clip, 1 / static_cast<double>(tokens));
    stopwatch.lap("clip");
    optimizer_->step(trainer_.report().learning_rate, clipped.factor);
    stopwatch.lap("adam");
}

double TrainingStep::target_tokens() const {
    double tokens = 0;
    for (const nn::Batch& part : task_.parts()) tokens += static_cast<double>(part.target_tokens);
    return tokens;
}

}  // namespace vitro::bench
