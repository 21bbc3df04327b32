// bench/clock.hpp: the two clocks.
#pragma once

#include <ctime>

namespace vitro::bench {

inline double seconds_of(clockid_t clock) {
    std::timespec now;
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}
/// Processor time: what other programs take does not count.
inline double seconds_of_this_thread() {
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}
/// Time on the wall: what a team of threads takes.
inline double seconds_on_the_wall() {
    return seconds_of(CLOCK_MONOTONIC);
}

}  // namespace vitro::bench
