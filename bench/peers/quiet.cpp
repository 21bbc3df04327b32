// bench/peers/quiet.cpp: /proc/stat, twice.
#include "bench/peers/quiet.hpp"

#include <chrono>
#include <fmt/format.h>
#include <fstream>
#include <thread>
#include <unistd.h>

namespace vitro::bench::peers {
namespace {

/// Ticks that all processors have worked since the start: user, nice, system, then irq, softirq and stolen.
double ticks_at_work() {
    std::ifstream file("/proc/stat");
    std::string cpu;
    double user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softirq = 0, stolen = 0;
    file >> cpu >> user >> nice >> system >> idle >> waiting >> irq >> softirq >> stolen;
    return user + nice + system + irq + softirq + stolen;
}

constexpr double kQuiet = 0.2;  ///< of one processor: a desktop at rest

}  // namespace

double busy_processors(double seconds) {
    const double before = ticks_at_work();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    return (ticks_at_work() - before) / static_cast<double>(sysconf(_SC_CLK_TCK)) / seconds;
}

std::string disturbance(double busy) {
    if (busy <= kQuiet) return "";
    return fmt::format(
        "other programs keep {:.1f} processors busy: these figures are disturbed, those of several threads most", busy);
}

}  // namespace vitro::bench::peers
