// bench/peers/quiet.hpp: whether the machine is busy with something else.
#pragma once

#include <string>

namespace vitro::bench::peers {

/// Processors that were at work while this process slept for `seconds`; 0 where the system does not tell.
double busy_processors(double seconds);

/// A sentence that figures will be disturbed; empty when nothing to speak of is at work.
std::string disturbance(double busy);

}  // namespace vitro::bench::peers
