// bench/report/command.hpp: `bench report`: one page made of records.
#pragma once

namespace CLI {
class App;
}

namespace vitro::bench {

void add_report(CLI::App& bench);

}  // namespace vitro::bench
