// nn/train/step_total.cpp: how many steps a training has, as far as its task tells.
#include <algorithm>
#include <cstdint>
#include <limits>

#include "nn/train/trainer.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

std::int64_t limit_of(const TrainerOptions& options) {
    return options.max_steps > 0 ? options.max_steps : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

std::int64_t total_steps(std::int64_t each, const TrainerOptions& options, const Position& position) {
    const std::int64_t limit = limit_of(options), done = position.step - position.batch;  // in whole epochs
    const std::int64_t epochs = options.epochs - position.epoch;
    return epochs > (limit - done) / each ? limit : done + epochs * each;
}

std::int64_t total_steps(Task& task, const TrainerOptions& options, const Position& position) {
    const std::int64_t limit = limit_of(options);
    std::int64_t steps = position.step - position.batch;
    if (task.equal_epochs() && position.epoch < options.epochs)
        return total_steps(task.batches(position.epoch), options, position);
    for (std::int64_t epoch = position.epoch; epoch < options.epochs && steps < limit; ++epoch)
        steps += task.batches(epoch);
    return std::min(steps, limit);
}

StepTotal Trainer::total_steps() const {
    const std::int64_t limit = limit_of(options_), epochs = options_.epochs - position_.epoch;
    if (epochs <= 0) return {std::min(position_.step - position_.batch, limit)};
    const std::int64_t steps = vitro::nn::total_steps(task_.batches(position_.epoch), options_, position_);
    return {steps, steps < limit && epochs > 1 && !task_.equal_epochs()};
}

}  // namespace vitro::nn::inline VITRO_REAL
