// bench/ladder/picture.hpp: a ladder as text.
#pragma once

#include <string>
#include <vector>

#include "bench/ladder/ladder.hpp"
#include "bench/measure/result.hpp"
#include "examples/vitro/terminal.hpp"

namespace vitro::bench::ladder {

/// One kernel and direction: for each rung its time, its rate, its share of the roof, how many times as fast as the
/// first it is, and below that its idea. Results in the order of the rungs, of which there is one at least.
std::string picture(const program::Terminal& terminal, const std::vector<Rung>& rungs,
                    const std::vector<Result>& results);

}  // namespace vitro::bench::ladder
