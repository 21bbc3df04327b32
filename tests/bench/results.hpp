// tests/bench/results.hpp: results and records made up for the tests.
#pragma once

#include <string>

#include "bench/record/record.hpp"

namespace bench_test {

/// One that took `median` seconds, `spread` more or less, at this share of its roof.
inline vitro::bench::Result result(const std::string& name, double median, double spread = 0, double share = 0.5) {
    return {.name = name,
            .kernel = "gemm",
            .variant = "nn",
            .isa = "avx2",
            .threads = 2,
            .size = "8x16x16",
            .operations = 4096,
            .bytes = 2048,
            .seconds = {.median = median, .minimum = median / 2, .spread = spread, .repetitions = 7},
            .gflops = 1.25,
            .gbs = 0.75,
            .bound = "FMA",
            .roof = 2.5,
            .share = share};
}

inline vitro::bench::Record record(const std::vector<vitro::bench::Result>& results) {
    vitro::bench::Record made = vitro::bench::new_record("kernels");
    made.roofs = {.fma = {{"avx2", 1, 76.5}}, .memory = {{"L2", 262144, 2, 60.5, 50.25, 40.125}}};
    made.results = results;
    return made;
}

}  // namespace bench_test
