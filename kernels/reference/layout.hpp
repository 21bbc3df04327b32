// kernels/reference/layout.hpp: from an element's number to its place in memory.
#pragma once

#include "kernels/kernels.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

/// Where element number i of the layout (counted in row-major order) is, from its coordinates and the strides.
inline std::int64_t offset(const Layout& layout, const Strides& strides, std::int64_t i) {
    std::int64_t at = 0;
    for (int axis = 3; axis >= 0; --axis) {
        at += i % layout.size[axis] * strides.of[axis];
        i /= layout.size[axis];
    }
    return at;
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
