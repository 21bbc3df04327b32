// bench/machine/clock.hpp: the two clocks.
#pragma once

#include <ctime>

namespace vitro::bench {

/// Seconds of processor time of this thread, where it is alone: what other programs take does not count. On the wall
/// where it heads a team.
inline double seconds_now(int threads) {
    std::timespec now;
    clock_gettime(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace vitro::bench
