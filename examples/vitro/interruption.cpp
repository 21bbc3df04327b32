// examples/vitro/interruption.cpp: the handler only sets a flag.
#include "examples/vitro/interruption.hpp"

#include <csignal>

namespace vitro::program {
namespace {

volatile std::sig_atomic_t arrived = 0;

extern "C" void remember(int signal) {
    arrived = signal;
}

}  // namespace

void catch_interruptions() {
    struct sigaction action {};
    action.sa_handler = remember;
    action.sa_flags = SA_RESETHAND | SA_RESTART;  // the second signal finds the system's own handler
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

int interruption() {
    return arrived;
}

}  // namespace vitro::program
