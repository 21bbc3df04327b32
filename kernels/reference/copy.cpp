// kernels/reference/copy.cpp: moving numbers: between layouts, and through a mask.
//
// What is moved keeps its bits, a denormal too. So there is no put() here, which would convert it to double, and a loop
// for each case: of a choice between x and dst + x clang makes x + (dst or -0).
#include "kernels/reference/families.hpp"
#include "kernels/reference/layout.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void copy(real* dst, const Strides& dst_strides, bool accumulate, const real* x, const Strides& x_strides,
          const Layout& layout) noexcept {
    const auto to = [&](std::int64_t i) -> real& { return dst[offset(layout, dst_strides, i)]; };
    const auto from = [&](std::int64_t i) { return x[offset(layout, x_strides, i)]; };
    if (accumulate)
        for_each(layout.total(), 1, [&](std::int64_t i) { to(i) += from(i); });
    else
        for_each(layout.total(), 1, [&](std::int64_t i) { to(i) = from(i); });
}

void mask(real* dst, bool accumulate, const real* x, real value, std::int64_t rows, std::int64_t cols,
          const MaskView& view) noexcept {
    const auto from = [&](std::int64_t i) { return allowed(view, i / cols, i % cols) ? x[i] : value; };
    if (accumulate)
        for_each(rows * cols, 1, [&](std::int64_t i) { dst[i] += from(i); });
    else
        for_each(rows * cols, 1, [&](std::int64_t i) { dst[i] = from(i); });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
