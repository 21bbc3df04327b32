// kernels/simd/families.hpp: every slot of the table, as one instruction set implements it. A family's file defines its
// functions in `namespace vitro::kernels::VITRO_ISA`, everything else it needs in an unnamed namespace inside.
//
// Functions by name, not a function that overrides slots: the table must be a constant. Code that fills it would be
// compiled for the table's own instruction set, and a CPU without it could not even list the table.
#pragma once

#include <type_traits>

#include "kernels/kernels.hpp"

namespace vitro::kernels::VITRO_ISA {

/// This instruction set's table: constant data, safe to look at on any CPU.
const Kernels& table() noexcept;

#include "kernels/slot_functions.hpp"

}  // namespace vitro::kernels::VITRO_ISA
