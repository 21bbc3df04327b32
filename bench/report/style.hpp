// bench/report/style.hpp: how the page looks, beyond what all pages have (examples/html/style.hpp).
#pragma once

namespace vitro::bench::report {

/// CSS of ladders and of bars beside bars.
const char* style();

}  // namespace vitro::bench::report
