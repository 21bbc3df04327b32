// nn/train/loop.cpp: step, tell, log, validate, save.
#include "nn/train/loop.hpp"

#include <chrono>
#include <nlohmann/json.hpp>

namespace vitro::nn::inline VITRO_REAL {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Sums over steps.
struct Tally {
    double loss = 0;  ///< over tokens
    std::int64_t tokens = 0;
    double seconds = 0;

    void add(const StepReport& report, double step_seconds) {
        loss += report.loss * static_cast<double>(report.tokens);
        tokens += report.tokens;
        seconds += step_seconds;
    }
    double mean_loss() const { return tokens == 0 ? 0 : loss / static_cast<double>(tokens); }
    double tokens_per_second() const { return seconds == 0 ? 0 : static_cast<double>(tokens) / seconds; }
};

class TrainingLoop {
  public:
    TrainingLoop(Trainer& trainer, const RunDirectory& run, Listener& listener, std::int64_t log_every)
        : trainer_(trainer), run_(run), listener_(listener), log_every_(log_every) {
        run_.lock();
        const nlohmann::ordered_json last = run_.shorten_log(trainer_.position().step);
        const nlohmann::ordered_json spent = last.is_object() ? last.value("seconds", nlohmann::ordered_json()) : last;
        constexpr double kCentury = 3.2e9;
        if (spent.is_number() && spent >= 0.0 && spent <= kCentury) before_ = spent;
    }

    LoopResult run() {
        if (!run_.has(kLast)) trainer_.save(run_.file(kLast));  // from the start there is something to go on from
        while (step()) {
            const bool ends = trainer_.report().ends_epoch || trainer_.finished();
            if (ends) end_epoch();
            if (trainer_.finished() || !listener_.wants_stop()) continue;
            if (!ends) save_position();
            return {Ending::stopped, steps_, seconds()};
        }
        return {Ending::finished, steps_, seconds()};
    }

  private:
    double seconds() const { return before_ + seconds_since(start_); }

    bool step() {
        const Clock::time_point start = Clock::now();
        if (!trainer_.step()) return false;
        ++steps_;
        const double spent = seconds_since(start);
        for (Tally* tally : {&line_, &epoch_, &session_}) tally->add(trainer_.report(), spent);
        listener_.stepped(progress());
        if (trainer_.report().step % log_every_ == 0 && !trainer_.report().ends_epoch && !trainer_.finished()) log({});
        return true;
    }

    Progress progress() const {
        const StepReport& report = trainer_.report();
        const StepTotal total = trainer_.total_steps();
        const double seconds_a_step = seconds_since(start_) / static_cast<double>(steps_);
        return {.epoch = report.epoch + 1,
                .epochs = trainer_.options().epochs,
                .step = report.step,
                .steps = total.steps,
                .steps_estimated = total.estimated,
                .loss = report.loss,
                .learning_rate = report.learning_rate,
                .gradient_norm = report.gradient_norm,
                .tokens_per_second = session_.tokens_per_second(),
                .seconds_left = seconds_a_step * static_cast<double>(total.steps - report.step)};
    }

    void log(const nlohmann::ordered_json& more) {
        const StepReport& report = trainer_.report();
        nlohmann::ordered_json entry = {{"step", report.step},
                                        {"epoch", report.epoch + 1},
                                        {"train_loss", line_.mean_loss()},
                                        {"learning_rate", report.learning_rate},
                                        {"gradient_norm", report.gradient_norm},
                                        {"tokens_per_second", line_.tokens_per_second()},
                                        {"seconds", seconds()}};
        if (more.is_object()) entry.update(more);
        run_.append_log(entry);
        line_ = {};
    }

    void end_epoch() {
        const bool best = trainer_.validate();
        if (best) trainer_.save_weights(run_.file(kModel));
        const Observation seen = trainer_.observe();
        nlohmann::ordered_json measured = {{"val_loss", trainer_.validation_loss()}};
        for (const auto& [name, score] : seen.scores) measured[name] = score;
        if (!seen.sample.empty()) measured["sample"] = seen.sample;
        log(measured);
        trainer_.save(run_.file(kLast));
        listener_.ended_epoch({.epoch = trainer_.report().epoch + 1,
                               .epochs = trainer_.options().epochs,
                               .step = trainer_.report().step,
                               .train_loss = epoch_.mean_loss(),
                               .validation_loss = trainer_.validation_loss(),
                               .best = best,
                               .seconds = seconds(),
                               .sample = seen.sample,
                               .scores = seen.scores});
        epoch_ = {};
    }

    void save_position() {
        if (line_.tokens > 0) log({});
        trainer_.save(run_.file(kLast));
    }

    Trainer& trainer_;
    const RunDirectory& run_;
    Listener& listener_;
    std::int64_t log_every_, steps_ = 0;
    double before_ = 0;  // seconds of earlier sessions
    Clock::time_point start_ = Clock::now();
    Tally line_, epoch_, session_;  // since the last line of the log, of the epoch, in all
};

}  // namespace

LoopResult run_training(Trainer& trainer, const RunDirectory& run, Listener& listener, std::int64_t log_every) {
    return TrainingLoop(trainer, run, listener, log_every).run();
}

}  // namespace vitro::nn::inline VITRO_REAL
