// kernels/simd/copy.cpp: permute, slice, concat and their gradients.
//
// The order of the axes does not matter to a copy, so they are sorted by the output's strides: the innermost loop
// writes side by side. Where the input then lies across, 16 x 16 tiles go through a buffer: every cache line that is
// touched is read or written whole, whatever the strides (a power of two would otherwise fill one set of the cache).
#include "kernels/simd/axes.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/transpose.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

constexpr int kDst = 0, kSource = 1;
constexpr std::int64_t kTile = 16;

Axes<2> sorted_by_output(Axes<2> axes) {
    for (int end = 3; end > 0; --end)
        for (int axis = 0; axis < end; ++axis) {
            if (axes.stride[kDst][axis] >= axes.stride[kDst][axis + 1]) continue;
            const Axes<2> old = axes;
            for (int side = 0; side < 2; ++side) {
                axes.size[axis + side] = old.size[axis + 1 - side];
                for (int k = 0; k < 2; ++k) axes.stride[k][axis + side] = old.stride[k][axis + 1 - side];
            }
        }
    return axes;
}

/// The flag as a constant: of a choice between x and dst + x clang makes x + (dst or -0), and then a denormal x is 0.
void copy_row(float* dst, std::int64_t dst_stride, bool accumulate, const float* x, std::int64_t x_stride,
              std::int64_t begin, std::int64_t end) {
    split_on(accumulate, [=](auto adds) {
        if (dst_stride == 1 && x_stride == 1)
            return for_lanes(begin, end, [=](auto i, auto lanes) { put(dst + i, adds, load(x + i, lanes), lanes); });
        if (dst_stride == 1 && x_stride == 0)
            return for_lanes(begin, end, [=](auto i, auto lanes) { put(dst + i, adds, V(*x), lanes); });
        for (std::int64_t i = begin; i < end; ++i) put(dst[i * dst_stride], adds, x[i * x_stride]);
    });
}

/// dst[j][i] = x[i][j] (+ dst) for at most kTile x kTile elements.
void transpose_tile(float* dst, std::int64_t dst_stride, bool accumulate, const float* x, std::int64_t x_stride,
                    std::int64_t width, std::int64_t height) {
    alignas(64) float buffer[kTile * kTile];
    if (width == kTile && height == kTile) {
        for (std::int64_t i = 0; i < kTile; i += 4)
            for (std::int64_t j = 0; j < kTile; j += 4)
                transpose_four(buffer + j * kTile + i, kTile, x + i * x_stride + j, x_stride);
    } else {
        for (std::int64_t i = 0; i < width; ++i)
            for (std::int64_t j = 0; j < height; ++j) buffer[j * kTile + i] = x[i * x_stride + j];
    }
    for (std::int64_t j = 0; j < height; ++j)
        copy_row(dst + j * dst_stride, 1, accumulate, buffer + j * kTile, 1, 0, width);
}

/// Axis `across` is the one along which x is contiguous; it changes places with axis 2.
void transpose(float* dst, bool accumulate, const float* x, Axes<2> axes, int across) {
    const Axes<2> old = axes;
    axes.size[across] = old.size[2];
    for (int k = 0; k < 2; ++k) axes.stride[k][across] = old.stride[k][2];
    const std::int64_t height = old.size[across], width = old.size[3];
    const std::int64_t dst_stride = old.stride[kDst][across], x_stride = old.stride[kSource][3];
    axes.size[2] = 1;
    const std::int64_t bands = divide_up(height, kTile), tasks = axes.rows() * bands;
    parallel_for(tasks, axes.rows() * height * width, [=](std::int64_t task, std::int64_t end, int) {
        for (; task < end; ++task) {
            const RowPosition<2> position(axes, task / bands);
            const std::int64_t j = task % bands * kTile, rows = height - j < kTile ? height - j : kTile;
            float* to = dst + position.offset(kDst) + j * dst_stride;
            const float* from = x + position.offset(kSource) + j;
            for (std::int64_t i = 0; i < width; i += kTile)
                transpose_tile(to + i, dst_stride, accumulate, from + i * x_stride, x_stride,
                               width - i < kTile ? width - i : kTile, rows);
        }
    });
}

}  // namespace

void copy(real* dst, const Strides& dst_strides, bool accumulate, const real* x, const Strides& x_strides,
          const Layout& layout) noexcept {
    if (layout.total() == 0) return;
    const Axes<2> axes = collapse(sorted_by_output(axes_of(layout, dst_strides, x_strides)));
    const std::int64_t dst_stride = axes.stride[kDst][3], x_stride = axes.stride[kSource][3];
    for (int axis = 2; axis >= 0 && dst_stride == 1 && x_stride > 1; --axis)
        if (axes.stride[kSource][axis] == 1) return transpose(dst, accumulate, x, axes, axis);
    for_rows(axes, 1, [=](const RowPosition<2>& position, std::int64_t begin, std::int64_t end) {
        copy_row(dst + position.offset(kDst), dst_stride, accumulate, x + position.offset(kSource), x_stride, begin,
                 end);
    });
}

}  // namespace vitro::kernels::VITRO_ISA
