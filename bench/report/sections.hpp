// bench/report/sections.hpp: the sections of the page, in its order. Each is empty where no record has anything for it.
#pragma once

#include <string>

#include "bench/report/gathered.hpp"

namespace vitro::bench::report {

/// Which machine, and what multiply-adds and memory reach on it.
std::string machine_section(const Gathered& all);
/// Every kernel below the roofs, one picture for each number of threads.
std::string roofline_section(const Gathered& all);
/// What each rung is worth, one table for each kernel and direction.
std::string ladder_section(const Gathered& all);
/// GFLOP/s against n, one picture for each number of threads.
std::string sweep_section(const Gathered& all);
/// Every case with each instruction set and number of threads.
std::string tables_section(const Gathered& all);
/// Products and attention beside other libraries.
std::string peers_section(const Gathered& all);
/// Training steps.
std::string steps_section(const Gathered& all);

}  // namespace vitro::bench::report
