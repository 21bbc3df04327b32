// bench/sweep/command.hpp: GFLOP/s of square matrix products against their size, by table and team
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench sweep
void add_sweep(CLI::App& bench);

}  // namespace vitro::bench
