// bench/peers/compare.hpp: the whole comparison: every case with every peer, line by line as it is measured.
#pragma once

#include <vector>

#include "bench/peers/cases.hpp"
#include "bench/peers/crew.hpp"
#include "bench/peers/summary.hpp"

namespace vitro::bench::peers {

struct Comparison {
    std::vector<GemmResult> gemm;
    std::vector<AttentionResult> attention;
    std::vector<RowResult> rows;
    int lost = 0;  ///< peers that failed in the middle
};

struct Plan {
    std::vector<Case> cases;
    std::vector<Wanted> peers;
    std::string python;
    Effort effort;
    std::map<int, double> peaks;  ///< GFLOP/s that multiply-adds alone reach, by number of threads; may be empty
};

/// Throws UnusablePeer and core::Error as Crew does.
Comparison compare(const Plan& plan, const Report& report);

}  // namespace vitro::bench::peers
