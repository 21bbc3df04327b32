// tests/kernels/layouts.hpp: ways in which an operand can lie in memory.
#pragma once

#include <array>

#include "kernels/kernels.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {

/// Row-major strides of an operand in which the axes of the bit set `repeated` (bit 0: the first) have size 1, and with
/// `gap` unused elements behind each row.
inline Strides strides_of(const Layout& layout, unsigned repeated = 0, std::int64_t gap = 0) {
    Strides strides;
    std::int64_t next = 1;
    for (int axis = 3; axis >= 0; --axis) {
        if ((repeated >> axis & 1) != 0) continue;
        strides.of[axis] = next;
        next *= layout.size[axis];
        if (axis == 3) next += gap;
    }
    return strides;
}

/// Strides of an operand whose axis order[i] is the layout's axis i: a permuted tensor.
inline Strides permuted(const Layout& layout, const std::array<int, 4>& order) {
    Strides strides;
    std::int64_t next = 1;
    for (int position = 3; position >= 0; --position) {
        strides.of[order[static_cast<std::size_t>(position)]] = next;
        next *= layout.size[order[static_cast<std::size_t>(position)]];
    }
    return strides;
}

/// Elements from the first to the last.
inline std::int64_t extent(const Layout& layout, const Strides& strides) {
    if (layout.total() == 0) return 0;
    std::int64_t last = 0;
    for (int axis = 0; axis < 4; ++axis) last += (layout.size[axis] - 1) * strides.of[axis];
    return last + 1;
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
