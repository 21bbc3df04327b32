// bench/command_line.hpp: commands to be typed, as this program was called.
#pragma once

#include <string>

#include "examples/vitro/command.hpp"

namespace vitro::bench {

/// "./vitro bench kernels --quick", or without the word where the program vitro_bench itself was called.
inline std::string command_line(const std::string& arguments) {
    const bool by_launcher = !program::program_name().ends_with("vitro_bench");
    return program::command_line((by_launcher ? "bench " : "") + arguments);
}

}  // namespace vitro::bench
