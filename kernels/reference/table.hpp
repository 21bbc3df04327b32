// kernels/reference/table.hpp: the table of plain loops.
#pragma once

#include "kernels/kernels.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

/// The oracle and the fallback: every slot is set, and runs on any CPU.
const Kernels& table() noexcept;

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
