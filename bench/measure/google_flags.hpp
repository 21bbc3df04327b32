// bench/measure/google_flags.hpp: Google Benchmark's own options, --benchmark_..., beside the program's.
#pragma once

#include <string>
#include <vector>

namespace vitro::bench {

/// What was asked for in Google Benchmark's words and is done here; the rest it has been told itself.
struct GoogleFlags {
    bool list = false;   ///< --benchmark_list_tests
    std::string filter;  ///< --benchmark_filter
    bool has_min_time = false, has_repetitions = false;
};
const GoogleFlags& google_flags();

/// Hands --benchmark_... over to Google Benchmark, and returns the other words. Throws UsageError for one that it does
/// not know, or that is about its own output.
std::vector<char*> take_google_flags(int argc, char** argv);

}  // namespace vitro::bench
