// bench/peers/workers/serve.hpp: a worker's life: greet, answer questions until the host hangs up.
#pragma once

#include <string>

#include "bench/peers/problem.hpp"

namespace vitro::bench::peers {

/// C = op(A) op(B) by a library.
using Multiply = std::function<void(const GemmProblem&, const float* a, const float* b, float* c)>;

struct Engine {
    std::string name;  ///< with its version
    Multiply multiply;
    /// Empty: it has no attention. Throws std::exception for a problem that it does not know.
    std::function<Run(const AttentionProblem&)> attention = {};
    std::function<Run(const RowProblem&)> rows = {};  ///< likewise
};

/// The worker's whole run, for main() to return. `open` makes the engine; what it throws is told to the host.
/// The questions come on standard input, the answers go to standard output; whatever else the process prints there
/// (libraries do) goes to standard error.
int serve(const std::function<Engine()>& open);

}  // namespace vitro::bench::peers
