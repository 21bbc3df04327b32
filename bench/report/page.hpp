// bench/report/page.hpp: records as one HTML page that needs nothing else: no script, no other file, no network.
#pragma once

#include <string>
#include <vector>

#include "bench/report/gathered.hpp"

namespace vitro::bench::report {

/// Of one machine or several, each with its own sections. The page is also well-formed as XML after its first line.
std::string page_of(const std::vector<Gathered>& machines);

}  // namespace vitro::bench::report
