// bench/kernels/cases.cpp: sizes for the levels of memory.
#include "bench/kernels/cases.hpp"

#include <algorithm>
#include <cmath>

#include "bench/machine/machine.hpp"

namespace vitro::bench {

Traffic Streams::of(std::int64_t elements) const {
    const double bytes = static_cast<double>(elements) * sizeof(real);
    return {reads * bytes, writes * bytes, updates * bytes};
}

std::int64_t elements_in_l2(double streams, std::int64_t unit) {
    constexpr double kBytes = 160 << 10;  // more than an L1 cache, less than the 256 KB that the smallest L2 has
    const double units = kBytes / (streams * static_cast<double>(unit) * sizeof(real));
    return unit * std::max<std::int64_t>(1, std::llround(std::floor(units)));
}

std::int64_t elements_in_dram(double streams, std::int64_t unit) {
    const double units = static_cast<double>(dram_bytes()) / (streams * static_cast<double>(unit) * sizeof(real));
    return unit * std::llround(std::ceil(units));
}

}  // namespace vitro::bench
