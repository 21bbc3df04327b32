// examples/vitro/interruption.hpp: Ctrl-C asks for an orderly end; a second one ends at once.
#pragma once

#include <csignal>

namespace vitro::program {

/// While it lives, SIGINT and SIGTERM are remembered instead of ending the process, each once.
class CaughtInterruptions {
  public:
    CaughtInterruptions();
    ~CaughtInterruptions();
    CaughtInterruptions(const CaughtInterruptions&) = delete;
    CaughtInterruptions& operator=(const CaughtInterruptions&) = delete;

  private:
    struct sigaction interrupt_ {};  // what there was before
    struct sigaction terminate_ {};
};

/// The signal that was remembered, or 0.
int interruption();

}  // namespace vitro::program
