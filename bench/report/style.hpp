// bench/report/style.hpp: how the page looks.
#pragma once

namespace vitro::bench::report {

/// CSS: light and dark as the reader's system has it, wide screens and phones, paper.
const char* style();

}  // namespace vitro::bench::report
