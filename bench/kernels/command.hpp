// bench/kernels/command.hpp: every kernel of every table, with its share of what this machine can do
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench kernels [FILTER]
void add_kernels(CLI::App& bench);

}  // namespace vitro::bench
