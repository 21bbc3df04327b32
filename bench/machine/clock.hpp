// bench/machine/clock.hpp: a thread's own clock.
#pragma once

#include <ctime>

namespace vitro::bench {

/// Processor time: what other programs take does not count.
inline double seconds_of_this_thread() {
    std::timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace vitro::bench
