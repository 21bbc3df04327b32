// bench/machine/survey.hpp: what is measured of the machine before anything else, and recorded with the results.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/machine/roofs.hpp"

namespace vitro::bench {

struct FmaRoof {
    std::string isa;
    int threads = 1;
    double gflops = 0;
};

/// Bytes moved, in GB/s (bench/machine/traffic.hpp says how they are counted).
struct MemoryRoof {
    std::string level;
    std::int64_t bytes = 0;  ///< walked
    int threads = 1;
    double read = 0, copy = 0, update = 0;
};

struct Survey {
    std::vector<FmaRoof> fma;
    std::vector<MemoryRoof> memory;
};

/// With each team; multiply-adds of the tables that have vectors.
Survey survey(Roofs& roofs, const std::vector<const kernels::Kernels*>& tables, const std::vector<int>& teams);

}  // namespace vitro::bench
