// kernels/reference/copy.cpp: moving numbers: between layouts, and through a mask.
#include "kernels/reference/families.hpp"
#include "kernels/reference/layout.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {
namespace {

/// Not put(): to convert a denormal to double would make it 0.
void move(real& dst, bool accumulate, real x) {
    dst = accumulate ? dst + x : x;
}

}  // namespace

void copy(real* dst, const Strides& dst_strides, bool accumulate, const real* x, const Strides& x_strides,
          const Layout& layout) noexcept {
    for_each(layout.total(), 1, [&](std::int64_t i) {
        move(dst[offset(layout, dst_strides, i)], accumulate, x[offset(layout, x_strides, i)]);
    });
}

void mask(real* dst, bool accumulate, const real* x, real value, std::int64_t rows, std::int64_t cols,
          const MaskView& view) noexcept {
    for_each(rows * cols, 1,
             [&](std::int64_t i) { move(dst[i], accumulate, allowed(view, i / cols, i % cols) ? x[i] : value); });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
