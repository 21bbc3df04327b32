// examples/vitro/usage.hpp: what is wrong with a command line, in one sentence that names what would be right.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vitro::program {

/// "train translate: there is no option '--epoch'; valid are --preset, --out, ..."
std::string usage_sentence(const CLI::App& program, const CLI::ParseError& error);

}  // namespace vitro::program
