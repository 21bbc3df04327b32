// bench/compare/command.hpp: two records of one machine: what became faster, what slower, beyond the noise
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench compare A.json B.json
void add_compare(CLI::App& bench);

}  // namespace vitro::bench
