// bench/report/figures.hpp: figures of a result in words, and what stands for an instruction set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bench/measure/result.hpp"

namespace vitro::bench::report {

/// The colour and mark that an instruction set has on the page: a series of examples/html/chart.hpp.
int series_of(std::string_view isa);
/// The marks and names of instruction sets, and what a dashed line is when `dashed` says so.
std::string legend_of(const std::vector<std::string>& isas, const std::string& dashed);

/// "75.3 GFLOP/s": in the unit of the roof, or by operations where there is none.
std::string rate_text(const Result& result);
/// "73% of FMA"; "wrong" for a refused one; "-" without a roof.
std::string share_text(const Result& result);
/// "1 thread", "2 threads"
std::string threads_text(int threads);

}  // namespace vitro::bench::report
