// examples/vitro/run_log.hpp: the log of a run, line by line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "nn/train/run/run_directory.hpp"

namespace vitro::program {

/// A line of log.jsonl, as nn/train/loop.hpp says; what it has not, or not as a number, is missing.
struct LogLine {
    std::int64_t step = 0, epoch = 0;  ///< the epoch from 1
    double seconds = 0;
    std::optional<double> train_loss, validation_loss, learning_rate, gradient_norm, tokens_per_second;
    std::vector<std::pair<std::string, double>> scores;  ///< the task's own: {"exact_match", 0.98}
    std::string sample;                                  ///< what the model wrote; empty: nothing
};

struct RunLog {
    std::vector<LogLine> lines;
    std::int64_t damaged = 0;  ///< lines that are none, as the last one of a training that was killed
};

/// Empty where the run has no log yet. Lines that are damaged are counted and passed over: this is for looking.
RunLog read_log(const nn::RunDirectory& run);

}  // namespace vitro::program
