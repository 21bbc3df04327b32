// examples/vitro/platform.hpp: what this program was made with, and what it runs on.
#pragma once

#include <string>

namespace vitro::program {

/// "g++ 12.2.0"
std::string compiler();

/// "Linux 6.1.0 x86_64"; "unknown" where the system does not say.
std::string operating_system();

}  // namespace vitro::program
