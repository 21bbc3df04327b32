// examples/vitro/usage.hpp: what is wrong with a command line, in one sentence that names what would be right.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

namespace vitro::program {

/// Reads the command line into the program's options. Throws what CLI11 throws, and UsageError for an empty value of
/// any option: what an unset variable of the shell leaves of --out "$RUN".
void parse_command_line(CLI::App& program, int argc, const char* const* argv);

/// "train translate: there is no option '--epoch'; valid are --preset, --out, ..."
std::string usage_sentence(const CLI::App& program, const CLI::ParseError& error);

/// In decimal, and with no zero in front: CLI11 would take 010 for 8.
CLI::Validator whole_number(std::int64_t low, std::int64_t high);
/// Any finite number that is not below 0.
CLI::Validator non_negative();

}  // namespace vitro::program
