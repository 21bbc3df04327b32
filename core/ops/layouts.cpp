// core/ops/layouts.cpp: four axes, aligned at the end.
#include "core/ops/layouts.hpp"

namespace vitro::core {
namespace {

std::int64_t size_from_end(const Shape& shape, int axis) {
    return axis <= shape.rank() ? shape[-axis] : 1;
}

}  // namespace

kernels::Layout layout_of(const Shape& shape) {
    kernels::Layout layout;
    for (int axis = 1; axis <= 4; ++axis) layout.size[4 - axis] = size_from_end(shape, axis);
    return layout;
}

kernels::Strides strides_over(const Shape& operand, const kernels::Layout& layout) {
    kernels::Strides strides;
    std::int64_t stride = 1;
    for (int axis = 1; axis <= 4; ++axis) {
        const std::int64_t size = size_from_end(operand, axis);
        strides.of[4 - axis] = size == 1 && layout.size[4 - axis] != 1 ? 0 : stride;
        stride *= size;
    }
    return strides;
}

kernels::MaskView mask_view(const char* op, const Mask& mask, const Shape& scores) {
    const kernels::Layout size = layout_of(scores);
    mask.require_fits(op, size.size[0], size.size[1], size.size[2], size.size[3]);
    kernels::MaskView view{.heads = size.size[1],
                           .queries = size.size[2],
                           .causal = mask.is_causal(),
                           .causal_offset = mask.causal_offset(),
                           .lengths = mask.lengths().data(),
                           .allowed = mask.allowed()};
    if (view.allowed) {
        const kernels::Strides strides = strides_over(mask.allowed_shape(), size);
        view.allowed_batch_stride = strides.of[0];
        view.allowed_head_stride = strides.of[1];
        view.allowed_query_stride = strides.of[2];
    }
    return view;
}

AroundAxis::AroundAxis(const Shape& shape, int axis) {
    const int at = shape.normalized(axis);
    for (int i = 0; i < shape.rank(); ++i) (i < at ? outer : i == at ? count : inner) *= shape[i];
}

}  // namespace vitro::core
