// bench/peak.hpp: what a core could do at best, measured in the same process, for the figures to be a share of.
#pragma once

#include "kernels/kernels.hpp"

namespace vitro::bench {

/// Floating-point operations per second of one core in multiply-adds with the table's vectors; 0 for the reference.
double fma_peak(const kernels::Kernels& table);

}  // namespace vitro::bench
