// examples/vitro/report/style.hpp: how the page looks, beyond what all pages have (examples/html/style.hpp).
#pragma once

namespace vitro::program::report {

/// CSS of samples, settings and maps of attention.
const char* style();

}  // namespace vitro::program::report
