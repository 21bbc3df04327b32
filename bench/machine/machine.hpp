// bench/machine/machine.hpp: which machine this is, and how much memory its levels hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vitro::bench {

struct Machine {
    std::string fingerprint;  ///< of CPU, cores and caches: the same on the same kind of machine
    std::string cpu;
    int cores = 1;                        ///< physical, that this process may use
    std::int64_t l1 = 0, l2 = 0, l3 = 0;  ///< bytes: per core, per core, shared; 0 when unknown
    std::string compiler, simd, os;
};

/// The one that this process runs on.
const Machine& this_machine();

/// Sixteen hexadecimal digits from the model, the cores and the caches.
std::string fingerprint_of(const Machine& machine);

/// Where data of a size lives.
struct Level {
    std::string name;        ///< L1, L2, L3, DRAM
    std::int64_t bytes = 0;  ///< that a measurement of this level touches
};

/// Each level with as much data as half of it holds (the private ones: of each thread), and DRAM with dram_bytes().
std::vector<Level> levels_of(const Machine& machine, int threads, std::int64_t dram_bytes);

/// The smallest level that holds so much data of a team.
std::string level_of(const Machine& machine, int threads, double bytes);

/// Twice the last-level cache and no less than 128 MB, but no more than 1 GB or a quarter of the free memory: what has
/// gone through so much data finds none of it in a cache.
std::int64_t dram_bytes();

}  // namespace vitro::bench
