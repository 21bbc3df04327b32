// bench/peers/command.hpp: products, attention and row operations beside OpenBLAS, MKL, oneDNN and PyTorch
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench peers
void add_peers(CLI::App& bench);

}  // namespace vitro::bench
