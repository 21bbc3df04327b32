// bench/machine/traffic.cpp: takes traffic apart into what loops can imitate.
#include "bench/machine/traffic.hpp"

#include <algorithm>
#include <limits>

namespace vitro::bench {
namespace {

/// As long as its streams can be without moving more than there is.
Part within(const Traffic& traffic, const Mix& mix) {
    double bytes = std::numeric_limits<double>::infinity();
    if (mix.reads > 0) bytes = std::min(bytes, traffic.read / mix.reads);
    if (mix.writes > 0) bytes = std::min(bytes, traffic.written / mix.writes);
    if (mix.updates > 0) bytes = std::min(bytes, traffic.updated / mix.updates);
    return {mix, bytes};
}

}  // namespace

std::vector<Part> parts_of(Traffic traffic) {
    constexpr double kNothing = 1;  // less than a byte is left by rounding
    std::vector<Part> parts;
    while (traffic.footprint() >= kNothing) {
        Part best;
        for (const Mix& mix : kMixes)
            if (const Part part = within(traffic, mix); part.moved() > best.moved()) best = part;
        if (best.footprint() < kNothing) break;
        traffic.read -= best.bytes * best.mix.reads;
        traffic.written -= best.bytes * best.mix.writes;
        traffic.updated -= best.bytes * best.mix.updates;
        parts.push_back(best);
    }
    return parts;
}

}  // namespace vitro::bench
