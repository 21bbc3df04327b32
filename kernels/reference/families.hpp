// kernels/reference/families.hpp: every slot of the reference table. The contract of each is in kernels/kernels.hpp.
#pragma once

#include <type_traits>

#include "kernels/kernels.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

#include "kernels/slot_functions.hpp"

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
