// bench/steps/lines.hpp: what is printed and recorded of steps.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "bench/measure/console.hpp"
#include "bench/steps/work.hpp"

namespace vitro::bench {

/// A workload on one table with one team.
struct StepResult {
    Result result;
    double tokens = 0;           ///< of a call, on the target's side
    double backward_factor = 0;  ///< bench/steps/work.hpp
    Profile profile;             ///< of a call; empty unless it was asked for

    double tokens_per_second() const { return tokens / result.seconds.median; }
};

/// The console's lines, and behind them tokens per second.
class StepConsole {
  public:
    StepConsole(const program::Terminal& terminal, const std::vector<std::string>& names)
        : terminal_(terminal), console_(terminal, names) {}

    std::string heading() const;
    std::string line(const StepResult& step) const;
    /// The ops that take longest, a line for each: calls, share of the time, forward, backward, GFLOP/s.
    std::string breakdown(const StepResult& step) const;

  private:
    program::Terminal terminal_;
    Console console_;
};

/// {"name", "tokens", "tokens_per_second", "breakdown": [{"op", "calls", "flops", "forward", "backward"}]}
nlohmann::ordered_json json_of(const StepResult& step);

}  // namespace vitro::bench
