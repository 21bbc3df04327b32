// bench/machine/clock.hpp: a thread's own clock, and the one on the wall.
#pragma once

#include <chrono>
#include <ctime>

namespace vitro::bench {

/// Processor time: what other programs take does not count.
inline double seconds_of_this_thread() {
    std::timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

inline double seconds_on_the_wall() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// A thread that is alone is measured by its own time, a team by the time on the wall.
inline double (*clock_of(int threads))() {
    return threads == 1 ? seconds_of_this_thread : seconds_on_the_wall;
}

}  // namespace vitro::bench
