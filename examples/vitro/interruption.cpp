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
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        sigaction(kSignals[i], nullptr, &before_[i]);
        const bool under_nohup = kSignals[i] == SIGHUP && before_[i].sa_handler == SIG_IGN;
        if (!under_nohup) sigaction(kSignals[i], &action, nullptr);
    }
}

CaughtInterruptions::~CaughtInterruptions() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &before_[i], nullptr);
}

int interruption() {
    return arrived;
}

}  // namespace vitro::program
