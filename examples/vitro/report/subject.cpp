// examples/vitro/report/subject.cpp: the run's files, its signature, and a few steps of its training on the clock.
#include "examples/vitro/report/subject.hpp"

#include <optional>
#include <utility>

#include "core/error.hpp"
#include "examples/vitro/session.hpp"
#include "nn/train/run/ledger.hpp"
#include "nn/train/run/signature.hpp"

namespace vitro::program::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kSeconds = 0.7;  // of steps that are timed
constexpr std::int64_t kMostSteps = 20;

/// Puts the time of a step's parts to where it went.
class Timer : public nn::StepWatcher {
  public:
    explicit Timer(core::Profile& profile) : stopwatch_(profile) {}

    void begins() override { stopwatch_.skip(); }
    void computes_part() override {
        stopwatch_.skip();
        forward_.emplace(stopwatch_);
    }
    void differentiate(const core::Loss& loss) override {
        forward_.reset();
        stopwatch_.backward(loss.sum);
    }
    void clipped(const nn::Clipped&, std::int64_t) override { stopwatch_.lap("clip"); }
    void updated() override { stopwatch_.lap("update"); }

  private:
    core::Stopwatch stopwatch_;
    std::optional<core::Stopwatch::Watch> forward_;
};

/// The same model and batches, for steps that hardly move the weights and do not come to an end.
Json settings_to_time(Json settings) {
    Json& training = settings["training"];
    training["epochs"] = 1'000'000, training["max_steps"] = 0;
    training["schedule"] = "constant", training["learning_rate"] = 1e-9, training["weight_decay"] = 0;
    return settings;
}

/// Of the weights that were saved last, by the ledger's loss of that step. Also leaves these weights in the training.
void sign(Subject& subject, nn::TrainingSetup& training) {
    const nn::RunDirectory& run = subject.run;
    if (!run.has(nn::kLast)) return;
    training.trainer().load(run.file(nn::kLast));
    const std::int64_t step = training.trainer().position().step;
    if (!run.has(nn::kLedger)) return;
    for (const nn::LedgerEntry& entry : nn::read_ledger(run.file(nn::kLedger)).entries)
        if (entry.step == step) {
            subject.signature = nn::signature(entry.loss, training.parameters());
            subject.signed_step = entry.step;
        }
}

void time_steps(StepTiming& timing, nn::Trainer& trainer) {
    nn::StepWatcher nobody;
    trainer.step(nobody);  // fills the pool of memory
    const double start = core::seconds_on_the_wall();
    while (timing.steps < kMostSteps && (timing.steps == 0 || core::seconds_on_the_wall() - start < kSeconds)) {
        Timer timer(timing.profile);
        if (!trainer.step(timer)) return;
        ++timing.steps;
        timing.tokens += trainer.report().tokens;
    }
}

}  // namespace

Subject subject_of(const std::string& path) {
    nn::RunDirectory run = nn::RunDirectory::open(path);
    const Kind& kind = kind_of(run);
    const RunLog log = read_log(run);
    return {.run = run,
            .path = path,
            .weights = "model",
            .text = "",
            .kind = kind,
            .settings = settings_of_run(kind, run),
            .log = log,
            .summary = summarise(run, log),
            .facts = {},
            .signature = "",
            .unsigned_for = "",
            .timing = {},
            .lacking = ""};
}

void measure(Subject& subject) {
    try {
        const std::unique_ptr<nn::TrainingSetup> training = subject.kind.set_up(settings_to_time(subject.settings));
        subject.facts = training->facts();
        try {
            sign(subject, *training);
        } catch (const core::Error& error) {
            subject.unsigned_for = error.what();
        }
        time_steps(subject.timing, training->trainer());
    } catch (const core::Error& error) {
        subject.lacking = error.what();
    }
}

}  // namespace vitro::program::report
