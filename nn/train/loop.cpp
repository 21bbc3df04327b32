// nn/train/loop.cpp: step, tell, log, validate, keep, save.
#include "nn/train/loop.hpp"

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "nn/train/run/kept_weights.hpp"
#include "nn/train/run/ledger.hpp"
#include "nn/train/run/tensorboard.hpp"

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

using Scores = std::vector<std::pair<std::string, double>>;

/// What is known at the end of an epoch.
struct Measured {
    double validation_loss;
    Observation seen;
};

class TrainingLoop {
  public:
    TrainingLoop(Trainer& trainer, const RunDirectory& run, Listener& listener, const LoopOptions& options)
        : trainer_(trainer), run_(run), listener_(listener), options_(options) {
        run_.lock();
        const nlohmann::ordered_json last = run_.shorten_log(trainer_.position().step);
        const nlohmann::ordered_json spent = last.is_object() ? last.value("seconds", nlohmann::ordered_json()) : last;
        constexpr double kCentury = 3.2e9;
        if (spent.is_number() && spent >= 0.0 && spent <= kCentury) before_ = spent;
        ledger_.emplace(run_, trainer_.position().step);
        if (options_.tensorboard) events_.emplace(run_.path(), trainer_.position().step);
    }

    LoopResult run() {
        if (!run_.has(kLast)) save_state();  // from the start there is something to go on from
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
        const StepReport& report = trainer_.report();
        ledger_->add({report.step, report.loss, report.gradient_norm});
        listener_.stepped(progress());
        if (report.step % options_.log_every == 0 && !report.ends_epoch && !trainer_.finished()) log({});
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

    void log(const std::optional<Measured>& measured) {
        const StepReport& report = trainer_.report();
        const Scores scores = scores_of(measured);
        nlohmann::ordered_json entry = {{"step", report.step}, {"epoch", report.epoch + 1}};
        for (const auto& [name, value] : scores) entry[name] = value;
        entry["seconds"] = seconds();
        if (measured && !measured->seen.sample.empty()) entry["sample"] = measured->seen.sample;
        run_.append_log(entry);
        if (events_) add_events(scores);
        line_ = {};
    }

    Scores scores_of(const std::optional<Measured>& measured) const {
        const StepReport& report = trainer_.report();
        Scores scores = {{"train_loss", line_.mean_loss()},
                         {"learning_rate", report.learning_rate},
                         {"gradient_norm", report.gradient_norm},
                         {"tokens_per_second", line_.tokens_per_second()}};
        if (!measured) return scores;
        scores.emplace_back("val_loss", measured->validation_loss);
        scores.insert(scores.end(), measured->seen.scores.begin(), measured->seen.scores.end());
        return scores;
    }

    void add_events(const Scores& scores) {
        std::vector<tensorboard::Scalar> scalars;
        for (const auto& [name, value] : scores) scalars.push_back({name, value});
        events_->add(trainer_.report().step, scalars);
    }

    void end_epoch() {
        const bool best = trainer_.validate();
        if (best) trainer_.save_weights(run_.file(kModel));
        keep_weights();
        const Measured measured{trainer_.validation_loss(), trainer_.observe()};
        log(measured);
        save_state();
        listener_.ended_epoch({.epoch = trainer_.report().epoch + 1,
                               .epochs = trainer_.options().epochs,
                               .step = trainer_.report().step,
                               .train_loss = epoch_.mean_loss(),
                               .validation_loss = trainer_.validation_loss(),
                               .best = best,
                               .seconds = seconds(),
                               .sample = measured.seen.sample,
                               .scores = measured.seen.scores});
        epoch_ = {};
    }

    void save_position() {
        if (line_.tokens > 0) log({});
        save_state();
    }

    void keep_weights() {
        if (options_.keep_epochs == 0) return;
        const std::int64_t epoch = trainer_.report().epoch + 1;
        trainer_.save_weights(run_.file(epoch_file(epoch)));
        remove_epochs_before(run_, epoch - options_.keep_epochs + 1);
    }

    /// The ledger first: it has every step that the state has behind it.
    void save_state() {
        ledger_->flush();
        trainer_.save(run_.file(kNext));
        run_.turn_over();
    }

    Trainer& trainer_;
    const RunDirectory& run_;
    Listener& listener_;
    LoopOptions options_;
    std::int64_t steps_ = 0;
    double before_ = 0;  // seconds of earlier sessions
    Clock::time_point start_ = Clock::now();
    Tally line_, epoch_, session_;  // since the last line of the log, of the epoch, in all
    std::optional<LedgerWriter> ledger_;
    std::optional<tensorboard::EventFile> events_;
};

}  // namespace

LoopResult run_training(Trainer& trainer, const RunDirectory& run, Listener& listener, const LoopOptions& options) {
    return TrainingLoop(trainer, run, listener, options).run();
}

}  // namespace vitro::nn::inline VITRO_REAL
