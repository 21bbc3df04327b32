// core/ops/layouts.hpp: from shapes and masks to the plain sizes and strides that the kernels take.
#pragma once

#include <limits>

#include "core/mask.hpp"
#include "core/shape.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core {

/// The sizes of `shape` as the kernels count axes: four, aligned at the end.
kernels::Layout layout_of(const Shape& shape);
/// Strides of a contiguous operand under `layout`: 0 on the axes along which it is repeated.
kernels::Strides strides_over(const Shape& operand, const kernels::Layout& layout);
/// The mask over scores [.., queries, keys]; throws Error naming `op` when it does not fit. Points into the mask.
kernels::MaskView mask_view(const char* op, const Mask& mask, const Shape& scores);

/// The largest size that an Indices can count; ops that keep positions in one refuse more.
constexpr std::int64_t kMostIndexed = std::numeric_limits<std::int32_t>::max();

/// x[outer, count, inner] around one axis.
struct AroundAxis {
    std::int64_t outer = 1, count = 1, inner = 1;
    AroundAxis(const Shape& shape, int axis);
};

}  // namespace vitro::core
