// bench/steps/command.hpp: whole steps of whole models: training, evaluation, decoding; where their time goes
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

/// bench steps [FILTER]
void add_steps(CLI::App& bench);

}  // namespace vitro::bench
