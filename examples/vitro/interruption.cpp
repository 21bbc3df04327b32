// examples/vitro/interruption.cpp: the handler only sets a flag.
#include "examples/vitro/interruption.hpp"

namespace vitro::program {
namespace {

volatile std::sig_atomic_t arrived = 0;

extern "C" void remember(int signal) {
    arrived = signal;
}

}  // namespace

CaughtInterruptions::CaughtInterruptions() {
    struct sigaction action {};
    action.sa_handler = remember;
    action.sa_flags = SA_RESETHAND | SA_RESTART;  // the second signal finds the system's own handler
    sigaction(SIGINT, &action, &interrupt_);
    sigaction(SIGTERM, &action, &terminate_);
}

CaughtInterruptions::~CaughtInterruptions() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGTERM, &terminate_, nullptr);
}

int interruption() {
    return arrived;
}

}  // namespace vitro::program
