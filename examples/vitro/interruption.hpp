// examples/vitro/interruption.hpp: Ctrl-C asks for an orderly end; a second one ends at once.
#pragma once

namespace vitro::program {

/// From now on SIGINT and SIGTERM are remembered instead of ending the process, each once.
void catch_interruptions();
/// The signal that arrived, or 0.
int interruption();

}  // namespace vitro::program
