// bench/machine/roofs.hpp: what this machine can do at best, measured in this process, for the figures to be a share
// of.
//
// A computation can be no faster than its multiply-adds alone, nor than the bytes it has to move alone. The second is
// measured with as many bytes as the computation's own, in as many streams, on as many threads: so the caches do for
// the one what they do for the other. Every measurement is the best of several, and is made when it is first asked for.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "bench/machine/loops.hpp"
#include "bench/machine/traffic.hpp"
#include "bench/measure/operands.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench {

/// The least time that a computation can take, and what sets it.
struct Roof {
    double seconds = 0;  ///< 0: unknown
    std::string bound;   ///< "FMA", or the level of memory: "L2"
};

/// The slower of the two: operations at `fma` a second, or `memory_seconds` for bytes that live in `level`.
Roof roof_of(double operations, double fma, double memory_seconds, const std::string& level);

class Roofs {
  public:
    using Kernels = kernels::Kernels;

    /// A quick one measures a tenth as long.
    explicit Roofs(bool quick) : effort_(quick ? 0.1 : 1) {}

    Roof of(const Kernels& table, int threads, double operations, const Traffic& traffic);
    /// Measures what that looked at again, and keeps the better: before a figure is doubted, its roof is.
    void doubt(const Kernels& table, int threads, double operations, const Traffic& traffic);

    /// Operations per second in multiply-adds with the table's vectors; 0 where there are no loops for it.
    double fma(const Kernels& table, int threads);
    /// Bytes moved per second when a mix of streams walks over so many bytes in all, again and again, with whichever
    /// table's vectors are fastest: a kernel of an older instruction set may call the C library, which uses the newest.
    double memory(int threads, const Mix& mix, double footprint);
    /// The least time for the traffic. In DRAM each of its parts takes its time, as they share one bus. In a cache they
    /// may overlap: the part that covers most of it counts alone, and the roof is rather too high than too low.
    double memory_seconds(int threads, const Traffic& traffic);

  private:
    struct MemoryKey {
        int threads;
        Mix mix;
        std::int64_t count;  ///< of numbers in a stream
        auto operator<=>(const MemoryKey&) const = default;
    };

    static MemoryKey key_of(int threads, const Mix& mix, double footprint);
    static std::vector<Part> parts_that_count(int threads, const Traffic& traffic);
    double measure_fma(const Kernels& table, int threads) const;
    double measure_memory(const MemoryKey& key);
    double measure_memory(const MemoryKey& key, Move move) const;

    double effort_;
    std::map<std::pair<std::string, int>, double> fma_;
    std::map<MemoryKey, double> memory_;
    Numbers arena_;  ///< where the streams lie
    std::int64_t arena_size_ = 0;
};

}  // namespace vitro::bench
