// bench/ladder/command.hpp: what each idea is worth, rung by rung
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench ladder [KERNEL]
void add_ladder(CLI::App& bench);

}  // namespace vitro::bench
