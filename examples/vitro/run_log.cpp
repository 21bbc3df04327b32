// examples/vitro/run_log.cpp: JSON to numbers, whatever the file holds.
#include "examples/vitro/run_log.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "nn/json_text.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

std::optional<double> number(const Json& entry, const char* key) {
    const Json value = entry.value(key, Json());
    if (!value.is_number() || !std::isfinite(value.get<double>())) return {};
    return value.get<double>();
}

std::int64_t count(const Json& entry, const char* key) {
    constexpr double kMost = 9e15;
    return static_cast<std::int64_t>(std::clamp(number(entry, key).value_or(0), 0.0, kMost));
}

/// What a line has besides what every line has.
bool is_score(const std::string& key) {
    constexpr const char* kCommon[] = {
        "step", "epoch", "train_loss", "learning_rate", "gradient_norm", "tokens_per_second", "seconds", "val_loss"};
    return std::ranges::find(kCommon, key) == std::end(kCommon);
}

LogLine line_of(const Json& entry) {
    LogLine line{.step = count(entry, "step"),
                 .epoch = count(entry, "epoch"),
                 .seconds = number(entry, "seconds").value_or(0),
                 .train_loss = number(entry, "train_loss"),
                 .validation_loss = number(entry, "val_loss"),
                 .learning_rate = number(entry, "learning_rate"),
                 .gradient_norm = number(entry, "gradient_norm"),
                 .tokens_per_second = number(entry, "tokens_per_second"),
                 .scores = {},
                 .sample = {}};
    for (const auto& item : entry.items())
        if (is_score(item.key()))
            if (const std::optional<double> score = number(entry, item.key().c_str()))
                line.scores.emplace_back(item.key(), *score);
    if (const Json sample = entry.value("sample", Json()); sample.is_string()) line.sample = sample;
    return line;
}

}  // namespace

RunLog read_log(const nn::RunDirectory& run) {
    RunLog log;
    if (!run.has(nn::kLog)) return log;
    for (const Json& entry : nn::parse_json_lines(run.read_text(nn::kLog))) {
        if (entry.is_object() && entry.value("step", Json()).is_number_integer())
            log.lines.push_back(line_of(entry));
        else
            ++log.damaged;
    }
    return log;
}

}  // namespace vitro::program
