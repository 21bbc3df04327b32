// nn/train/rehearsal.cpp: how long a step takes, found out by taking some and taking them back.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

#include "nn/train/trainer.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

using Clock = std::chrono::steady_clock;

/// Numbers that are put back when this goes, even past an exception.
class Kept {
  public:
    explicit Kept(std::vector<NamedTensor> tensors) : tensors_(std::move(tensors)) {
        for (const NamedTensor& entry : tensors_) numbers_.push_back(entry.tensor.clone());
    }
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept() {
        for (std::size_t i = 0; i < tensors_.size(); ++i)
            std::copy(numbers_[i].span().begin(), numbers_[i].span().end(), tensors_[i].tensor.write());
    }

  private:
    std::vector<NamedTensor> tensors_;
    std::vector<Tensor> numbers_;
};

/// 1/2, 1/4, 3/4, 1/8, 5/8, ...: of any number of them, some are in each part of an epoch, which begins with neither
/// the shortest nor the longest batches (van der Corput's sequence).
double spread(std::int64_t index) {
    double place = 0, share = 0.5;
    for (++index; index > 0; index /= 2, share /= 2) place += share * static_cast<double>(index % 2);
    return place;
}

}  // namespace

Rehearsal Trainer::rehearse(double seconds) {
    Rehearsal done;
    if (finished()) return done;
    const Kept kept(state_tensors(task_.parameters(), optimizer_));
    struct Standing {
        Trainer& trainer;
        Position position;
        StepReport report;
        std::int64_t optimizer_steps;
        ~Standing() {
            trainer.position_ = position;
            trainer.report_ = report;
            trainer.optimizer_.set_steps(optimizer_steps);
            trainer.task_.parameters().clear_gradients();
        }
    } const standing{*this, position_, report_, optimizer_.steps()};

    const double batches = static_cast<double>(task_.batches(position_.epoch));
    const Clock::time_point start = Clock::now();
    for (std::int64_t index = 0;; ++index) {
        position_ = standing.position;
        position_.batch = static_cast<std::int64_t>(batches * spread(index));
        const Clock::time_point begun = Clock::now();
        step();
        const Clock::time_point ended = Clock::now();
        const double spent = std::chrono::duration<double>(ended - start).count();
        if (index > 0 || spent >= seconds) {  // the first one fills the pool of memory, and is timed only if it must be
            ++done.steps;
            done.tokens += report_.tokens;
            done.seconds += std::chrono::duration<double>(ended - begun).count();
        }
        if (spent >= seconds && done.steps > 0) return done;
    }
}

}  // namespace vitro::nn::inline VITRO_REAL
