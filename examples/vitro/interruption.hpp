// examples/vitro/interruption.hpp: Ctrl-C asks for an orderly end; a second one ends at once.
#pragma once

#include <array>
#include <csignal>

namespace vitro::program {

/// While it lives, SIGINT, SIGTERM and the SIGHUP of a terminal that is closed are remembered instead of ending the
/// process, each once.
class CaughtInterruptions {
  public:
    CaughtInterruptions();
    ~CaughtInterruptions();
    CaughtInterruptions(const CaughtInterruptions&) = delete;
    CaughtInterruptions& operator=(const CaughtInterruptions&) = delete;

  private:
    static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, kSignals.size()> before_{};
};

/// The signal that was remembered, or 0.
int interruption();

}  // namespace vitro::program
