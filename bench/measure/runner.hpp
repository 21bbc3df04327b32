// bench/measure/runner.hpp: times jobs under Google Benchmark.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "bench/machine/roofs.hpp"
#include "bench/measure/result.hpp"

namespace vitro::bench {

class Runner {
  public:
    /// Told how many jobs of the group are done.
    using Progress = std::function<void(std::size_t)>;

    Runner(Roofs& roofs, bool quick, Progress progress)
        : roofs_(roofs), quick_(quick), progress_(std::move(progress)) {}

    /// The results in the order of the group. The repetitions of all its jobs alternate in random order, so that what
    /// disturbs the machine for a while falls on all of them. Jobs of one case share their operands. Throws Error when
    /// there is no memory for a team.
    std::vector<Result> run(const std::vector<Job>& group);

  private:
    Result judged(const Job& job, const std::vector<double>& seconds);

    Roofs& roofs_;
    bool quick_;
    Progress progress_;
};

}  // namespace vitro::bench
