// kernels/reference/elementwise.cpp: element by element, with the formulas of kernels/elementwise_rows.hpp in double.
#include "kernels/elementwise_rows.hpp"
#include "kernels/reference/families.hpp"
#include "kernels/reference/layout.hpp"
#include "kernels/reference/loops.hpp"
#include "kernels/with_constant.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void unary(Unary op, real* y, const real* x, std::int64_t count) noexcept {
    rows::with_constant(op, [&](auto constant) {
        for_each(count, kExpCost,
                 [=](std::int64_t i) { put(y[i], false, rows::value<constant()>(static_cast<double>(x[i]))); });
    });
}

void unary_backward(Unary op, real* dx, bool accumulate, const real* dy, const real* saved,
                    std::int64_t count) noexcept {
    rows::with_constant(op, [&](auto constant) {
        for_each(count, kExpCost, [=](std::int64_t i) {
            put(dx[i], accumulate,
                rows::derivative<constant()>(static_cast<double>(dy[i]), static_cast<double>(saved[i])));
        });
    });
}

void scale(real* dst, bool accumulate, const real* x, real factor, std::int64_t count) noexcept {
    for_each(count, 1,
             [=](std::int64_t i) { put(dst[i], accumulate, static_cast<double>(factor) * static_cast<double>(x[i])); });
}

void fill(real* dst, real value, std::int64_t count) noexcept {
    for_each(count, 1, [=](std::int64_t i) { dst[i] = value; });
}

void binary(Binary op, real* out, const real* a, const real* b, const Layout& layout, const Strides& a_strides,
            const Strides& b_strides) noexcept {
    rows::with_constant(op, [&](auto constant) {
        for_each(layout.total(), 1, [&](std::int64_t i) {
            const double left = static_cast<double>(a[offset(layout, a_strides, i)]);
            const double right = static_cast<double>(b[offset(layout, b_strides, i)]);
            put(out[i], false, rows::value<constant()>(left, right));
        });
    });
}

void binary_backward(Binary op, int which, real* dst, bool accumulate, const real* dy, const real* a, const real* b,
                     const Layout& layout, const Strides& a_strides, const Strides& b_strides) noexcept {
    rows::with_constant(op, [&](auto constant) {
        for_each(layout.total(), 1, [&](std::int64_t i) {
            const double slope = static_cast<double>(dy[i]);
            const double left = static_cast<double>(a[offset(layout, a_strides, i)]);
            const double right = static_cast<double>(b[offset(layout, b_strides, i)]);
            put(dst[i], accumulate,
                which == 0 ? rows::derivative<constant(), 0>(slope, left, right)
                           : rows::derivative<constant(), 1>(slope, left, right));
        });
    });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
