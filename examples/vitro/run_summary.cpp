// examples/vitro/run_summary.cpp: the log in a few numbers.
#include "examples/vitro/run_summary.hpp"

#include <nlohmann/json.hpp>

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

void add(const LogLine& line, RunSummary& summary) {
    const auto step = static_cast<double>(line.step);
    summary.step = line.step;
    summary.epoch = line.epoch;
    summary.seconds = line.seconds;
    if (line.train_loss) summary.train.push_back({step, *line.train_loss});
    if (!line.validation_loss) return;
    summary.validation.push_back({step, *line.validation_loss});
    if (summary.best < 0 || *line.validation_loss < summary.best) {
        summary.best = *line.validation_loss;
        summary.best_step = line.step;
    }
    summary.scores = line.scores;
}

}  // namespace

RunSummary summarise(const nn::RunDirectory& run, const RunLog& log) {
    RunSummary summary;
    const Json task = run.settings().value("task", Json());
    if (task.is_string()) summary.task = task;
    const Json training = run.settings().value("training", Json());
    const Json epochs = training.is_object() ? training.value("epochs", Json()) : Json();
    if (epochs.is_number_integer()) summary.epochs = epochs;
    for (const LogLine& line : log.lines) add(line, summary);
    return summary;
}

}  // namespace vitro::program
