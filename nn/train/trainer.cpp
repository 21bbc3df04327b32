// nn/train/trainer.cpp: batch, loss, gradients, norm, update; and the position that all of it follows from.
#include "nn/train/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/backward.hpp"
#include "core/error.hpp"
#include "nn/train/finite.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

[[noreturn]] void fail_non_finite(const std::string& what, double value, const std::string& origin) {
    const std::string shown = std::isnan(value) ? "nan" : fmt::format("{}", value);  // a NaN's sign means nothing
    throw core::Error(fmt::format("[trainer] {} is {}; first seen in {}", what, shown,
                                  origin.empty() ? "no single op: finite numbers whose sum is not" : origin));
}

}  // namespace

Trainer::Trainer(Task& task, Optimizer& optimizer, const Schedule& schedule, const TrainerOptions& options)
    : task_(task), optimizer_(optimizer), schedule_(schedule), options_(options) {
    if (options.epochs < 1) throw core::Error(fmt::format("[trainer] {} epochs: at least 1 is needed", options.epochs));
    if (options.clip < 0)
        throw core::Error(fmt::format("[trainer] a clip of {}: valid are 0 (none) and up", options.clip));
}

bool Trainer::finished() const {
    return position_.epoch >= options_.epochs || (options_.max_steps > 0 && position_.step >= options_.max_steps);
}

void StepWatcher::differentiate(const core::Loss& loss) {
    core::backward(loss.sum);
}

/// Dropout's decisions are numbered within a part, so that each part needs a stream of its own.
core::Training Trainer::dropout(std::int64_t micro_batch) const {
    return {options_.seed, static_cast<std::uint32_t>(position_.step) ^ static_cast<std::uint32_t>(micro_batch) << 24};
}

core::Loss Trainer::part_loss(std::int64_t micro_batch) {
    return task_.loss(position_.epoch, position_.batch, micro_batch);
}

bool Trainer::step() {
    StepWatcher nobody;
    return step(nobody);
}

bool Trainer::step(StepWatcher& watcher) {
    if (finished()) return false;
    watcher.begins();
    task_.parameters().clear_gradients();
    report_.tokens = 0;
    loss_sum_ = 0;
    const std::int64_t parts = task_.micro_batches(position_.epoch, position_.batch);
    for (std::int64_t part = 0; part < parts; ++part) add_gradients(part, watcher);
    report_.loss = loss_sum_ / static_cast<double>(std::max<std::int64_t>(report_.tokens, 1));
    update(watcher);
    watcher.updated();
    advance();
    return true;
}

double Trainer::batch_loss() {
    const core::NoGrad no_grad;
    double sum = 0;
    std::int64_t tokens = 0;
    const std::int64_t parts = task_.micro_batches(position_.epoch, position_.batch);
    for (std::int64_t part = 0; part < parts; ++part) {
        const core::Training training = dropout(part);
        const core::Loss loss = part_loss(part);
        sum += static_cast<double>(loss.sum.value.item());
        tokens += loss.tokens;
    }
    return sum / static_cast<double>(std::max<std::int64_t>(tokens, 1));
}

void Trainer::add_gradients(std::int64_t micro_batch, StepWatcher& watcher) {
    const core::Training training = dropout(micro_batch);
    watcher.computes_part();
    const core::Loss loss = part_loss(micro_batch);
    const double sum = static_cast<double>(loss.sum.value.item());
    if (!std::isfinite(sum)) stop_for("loss", sum);
    loss_sum_ += sum;
    report_.tokens += loss.tokens;
    watcher.differentiate(loss);
}

void Trainer::update(StepWatcher& watcher) {
    const double share = 1 / static_cast<double>(std::max<std::int64_t>(report_.tokens, 1));
    const Clipped clipped = clip_by_global_norm(task_.parameters(), options_.clip, share);
    report_.gradient_norm = clipped.norm;
    if (!std::isfinite(clipped.norm)) stop_for("gradient norm", clipped.norm);
    watcher.clipped(clipped, report_.tokens);
    report_.learning_rate = schedule_.rate(position_.step + 1);
    optimizer_.step(report_.learning_rate, clipped.factor);
}

std::string Trainer::last_update() const {
    if (report_.step == 0) return "what was there before the first update";
    return fmt::format(
        "the update of step {} (learning rate {:.2e}, gradient norm {:.3g}), or an earlier one if no batch since read "
        "it",
        report_.step, report_.learning_rate, report_.gradient_norm);
}

void Trainer::stop_for(const char* what, double value) {
    std::string origin;
    const std::int64_t parts = task_.micro_batches(position_.epoch, position_.batch);
    for (std::int64_t part = 0; part < parts && origin.empty(); ++part) {
        const core::Training training = dropout(part);
        const auto again = [&] { return part_loss(part); };
        origin = explain_non_finite(task_.parameters(), again, last_update());
    }
    fail_non_finite(fmt::format("step {}: the {}", position_.step + 1, what), value, origin);
}

void Trainer::stop_for_validation() {
    const auto again = [this] { task_.validation_loss(); };
    fail_non_finite(fmt::format("the validation loss after step {}", position_.step), validation_loss_,
                    explain_non_finite_forward(task_.parameters(), again, last_update()));
}

void Trainer::advance() {
    report_.step = ++position_.step;
    report_.epoch = position_.epoch;
    report_.ends_epoch = ++position_.batch == task_.batches(position_.epoch);
    if (report_.ends_epoch) {
        ++position_.epoch;
        position_.batch = 0;
    }
}

bool Trainer::validate() {
    const core::NoGrad no_grad;
    validation_loss_ = task_.validation_loss();
    if (!std::isfinite(validation_loss_)) stop_for_validation();
    if (position_.best_loss >= 0 && !(validation_loss_ < position_.best_loss)) return false;
    position_.best_loss = validation_loss_;
    position_.best_step = position_.step;
    return true;
}

Observation Trainer::observe() {
    const core::NoGrad no_grad;
    return task_.observe();
}

void Trainer::save_weights(const std::string& path) const {
    save_tensors(path, named_tensors(task_.parameters()), {{"vitro.step", std::to_string(position_.step)}});
}

void Trainer::save(const std::string& path) const {
    const std::string ruined = non_finite_parameter(task_.parameters(), last_update());
    if (!ruined.empty())
        throw core::Error(fmt::format("{}: not saved, for nobody could go on from it: not finite is {}", path, ruined));
    save_state(path, task_.parameters(), optimizer_, position_);
}

Position Trainer::checked_position(const std::string& path) const {
    const Position position = read_position(path);
    const bool in_order = position.batch >= 0 && position.epoch >= 0 && position.step >= position.batch;
    if (!in_order || (position.batch > 0 && position.batch >= task_.batches(position.epoch)))
        throw core::Error(fmt::format("{}: its training stood at batch {} of epoch {}, which this one does not have",
                                      path, position.batch, position.epoch));
    return position;
}

Position Trainer::examine(const std::string& path) const {
    const Position position = checked_position(path);
    check_tensors(path, state_tensors(task_.parameters(), optimizer_));
    return position;
}

void Trainer::load(const std::string& path) {
    checked_position(path);
    position_ = load_state(path, task_.parameters(), optimizer_);
}

}  // namespace vitro::nn::inline VITRO_REAL
