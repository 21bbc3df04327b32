// bench/peers/command.hpp: products and attention beside OpenBLAS, MKL, oneDNN and PyTorch, where they are here
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench peers
void add_peers(CLI::App& bench);

}  // namespace vitro::bench
