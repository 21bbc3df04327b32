// examples/step/terminal/update_card.hpp: what the optimizer did to a parameter, and to one of its weights.
#pragma once

#include <string>

#include "examples/step/terminal/debugger.hpp"

namespace vitro::step {

/// Of the event at hand: norms, and the weight that moved the farthest.
std::string update_card(Debugger& d);
/// One weight: gradient, moments, step, new weight, each with its formula.
std::string weight_story(Debugger& d, int value, std::int64_t element);
/// The loss before and after the update.
std::string loss_story(const trace::Recording& recording);

}  // namespace vitro::step
