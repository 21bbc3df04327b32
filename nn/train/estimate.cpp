// nn/train/estimate.cpp: measured steps, times how many there are.
#include "nn/train/estimate.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include "core/error.hpp"
#include "nn/train/progress.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

double peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kUnit = 1024;  // Linux counts in KiB
    return static_cast<double>(usage.ru_maxrss) * kUnit;
}

/// An epoch ends with a validation, and so does a training that ends within one.
double validations(const Trainer& trainer, std::int64_t steps, std::int64_t batches) {
    const std::int64_t begun = steps + trainer.position().batch;
    return static_cast<double>((begun + batches - 1) / batches);
}

}  // namespace

Estimate estimate(Trainer& trainer, Task& task, double rehearsal_seconds) {
    Rehearsal measured;
    try {
        measured = trainer.rehearse(rehearsal_seconds);
    } catch (const core::Error&) {
        // The training itself will come to that step, and says what was wrong with it.
    }
    if (measured.steps == 0) return {};
    Estimate result;
    result.steps = trainer.total_steps().steps - trainer.position().step;
    result.seconds_a_step = measured.seconds / static_cast<double>(measured.steps);
    result.tokens_per_second = static_cast<double>(measured.tokens) / measured.seconds;
    const double forward_share = 1.0 / 3;
    const double validation = forward_share * static_cast<double>(task.validation_tokens()) / result.tokens_per_second;
    result.seconds = static_cast<double>(result.steps) * result.seconds_a_step +
                     validation * validations(trainer, result.steps, task.batches(trainer.position().epoch));
    result.bytes = peak_memory();
    return result;
}

std::string estimate_text(const Estimate& estimate) {
    return fmt::format("about {} for {} steps ({:.3g} ms each; {} tokens/s), {:.0f} MB of memory",
                       duration_text(estimate.seconds), grouped(estimate.steps), 1000 * estimate.seconds_a_step,
                       grouped(static_cast<std::int64_t>(estimate.tokens_per_second)), estimate.bytes / 1e6);
}

}  // namespace vitro::nn::inline VITRO_REAL
