// examples/vitro/run_summary.cpp: the log, line by line.
#include "examples/vitro/run_summary.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "nn/json_text.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

double number(const Json& entry, const char* key) {
    const Json value = entry.value(key, Json());
    return value.is_number() ? value.get<double>() : 0;
}

/// What a line has besides what every line has.
bool is_score(const std::string& key) {
    constexpr const char* kCommon[] = {
        "step", "epoch", "train_loss", "learning_rate", "gradient_norm", "tokens_per_second", "seconds", "val_loss"};
    return std::ranges::find(kCommon, key) == std::end(kCommon);
}

void add(const Json& entry, RunSummary& summary) {
    const double step = number(entry, "step");
    summary.step = static_cast<std::int64_t>(step);
    summary.epoch = static_cast<std::int64_t>(number(entry, "epoch"));
    summary.seconds = number(entry, "seconds");
    if (entry.contains("train_loss")) summary.train.push_back({step, number(entry, "train_loss")});
    if (!entry.contains("val_loss")) return;
    const double loss = number(entry, "val_loss");
    summary.validation.push_back({step, loss});
    if (summary.best < 0 || loss < summary.best) summary.best = loss;
    summary.scores.clear();
    for (const auto& item : entry.items())
        if (is_score(item.key()) && item.value().is_number()) summary.scores.emplace_back(item.key(), item.value());
}

}  // namespace

RunSummary summarise(const nn::RunDirectory& run) {
    RunSummary summary;
    const Json task = run.settings().value("task", Json());
    if (task.is_string()) summary.task = task;
    const Json training = run.settings().value("training", Json());
    if (training.is_object()) summary.epochs = static_cast<std::int64_t>(number(training, "epochs"));
    if (!run.has(nn::kLog)) return summary;
    std::istringstream lines(run.read_text(nn::kLog));
    for (std::string line; std::getline(lines, line);)
        if (const Json entry = nn::parse_json_or_null(line); entry.is_object()) add(entry, summary);
    return summary;
}

}  // namespace vitro::program
