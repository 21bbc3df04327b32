// bench/accuracy/command.hpp: how exact each table's exp, log, tanh and erf are, in units in the last place
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench accuracy
void add_accuracy(CLI::App& bench);

}  // namespace vitro::bench
