// bench/peers/workers/libraries.hpp: products by the libraries that a machine may have, opened at run time.
#pragma once

#include <string>
#include <vector>

#include "bench/peers/workers/serve.hpp"

namespace vitro::bench::peers {

/// The first of the shared libraries that can be opened and has what `kind` (openblas, mkl, onednn) needs, set to that
/// many threads. Throws std::runtime_error with the linker's reasons when none can.
Engine open_library(const std::string& kind, const std::vector<std::string>& libraries, int threads);

}  // namespace vitro::bench::peers
