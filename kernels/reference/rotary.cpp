// kernels/reference/rotary.cpp: pairs of columns as complex numbers, turned by the angle of their position.
//
//   (a + b i)(cos + sin i) = (a cos - b sin) + (b cos + a sin) i        back: the same with -sin, the conjugate
//
// (Su et al. 2021, "RoFormer". Where the angles come from is in core/ops/rotary.cpp.)
#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void rotate(real* dst, bool accumulate, const real* x, const real* turns, bool back, std::int64_t batch,
            std::int64_t time, std::int64_t heads, std::int64_t width) noexcept {
    for_each(batch * time * heads, 3 * width, [=](std::int64_t row) {
        const real* turn = turns + row / heads % time * width;
        for (std::int64_t j = 0; j < width; j += 2) {
            const std::int64_t at = row * width + j;
            const double a = static_cast<double>(x[at]), b = static_cast<double>(x[at + 1]);
            const double cosine = static_cast<double>(turn[j]), sine = static_cast<double>(turn[j + 1]);
            const double signed_sine = back ? -sine : sine;
            put(dst[at], accumulate, a * cosine - b * signed_sine);
            put(dst[at + 1], accumulate, b * cosine + a * signed_sine);
        }
    });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
