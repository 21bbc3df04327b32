// bench/measure/result.hpp: what came out for one job, with its share of what the machine can do.
#pragma once

#include <string>

#include "bench/machine/roofs.hpp"
#include "bench/measure/case.hpp"
#include "bench/measure/statistics.hpp"

namespace vitro::bench {

/// A share of the roof beyond which a measurement is wrong, not fast.
inline constexpr double kRefusedShare = 1.05;

struct Result {
    std::string name, kernel, variant, isa;
    int threads = 1;
    std::string size;
    double operations = 0;
    double bytes = 0;  ///< moved: what is written or updated counts twice (bench/machine/traffic.hpp)
    Statistics seconds;
    double gflops = 0, gbs = 0;
    std::string bound;  ///< what the roof is: "FMA", then `roof` is in GFLOP/s; "L1" to "DRAM", then in GB/s; or empty
    double roof = 0, share = 0;  ///< 0 when there is no roof

    bool refused() const { return share > kRefusedShare; }
};

Result result_of(const Job& job, const Statistics& seconds, const Roof& roof);

}  // namespace vitro::bench
