// examples/vitro/run_summary.hpp: what a run's log tells of it.
#pragma once

#include <string>
#include <vector>

#include "examples/vitro/curve.hpp"
#include "examples/vitro/run_log.hpp"
#include "nn/train/run/run_directory.hpp"

namespace vitro::program {

struct RunSummary {
    std::string task;
    std::int64_t step = 0, epoch = 0, epochs = 0;
    double seconds = 0;
    std::vector<Point> train, validation;
    double best = -1;  ///< lowest validation loss; negative: none yet
    std::int64_t best_step = 0;
    std::vector<std::pair<std::string, double>> scores;  ///< of the last validation: {"exact_match", 0.98}
};

/// Of a run, whose log that is.
RunSummary summarise(const nn::RunDirectory& run, const RunLog& log);

}  // namespace vitro::program
