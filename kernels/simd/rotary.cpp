// kernels/simd/rotary.cpp: pairs of columns as complex numbers, turned by the angle of their position.
//
//   (a, b) (cos, sin) = (a, b) cos + (b, a) (-sin, sin)        back: with (sin, -sin)
//
// A vector holds pairs side by side, as memory does: the sum of two products, of x and of x with its lanes swapped.
#include "kernels/simd/families.hpp"
#include "kernels/simd/lanes.hpp"
#include "kernels/simd/pairs.hpp"

namespace vitro::kernels::VITRO_ISA {

void rotate(real* dst, bool accumulate, const real* x, const real* turns, bool back, std::int64_t batch,
            std::int64_t time, std::int64_t heads, std::int64_t width) noexcept {
    const std::int64_t rows = batch * time;
    split_on(accumulate, [=](auto adds) {
        parallel_for(rows, 3 * rows * heads * width, [=](std::int64_t row, std::int64_t end, int) {
            const V signs = back ? alternating(1, -1) : alternating(-1, 1);
            for (; row < end; ++row) {
                const real* turn = turns + row % time * width;
                for (std::int64_t head = row * heads; head < (row + 1) * heads; ++head) {
                    const real* in = x + head * width;
                    real* out = dst + head * width;
                    for_lanes(0, width, [=](std::int64_t i, auto lanes) {
                        const V pairs = load(in + i, lanes), angle = load(turn + i, lanes);
                        const V across = swap_pairs(pairs) * (seconds(angle) * signs);
                        put(out + i, adds, fma(pairs, firsts(angle), across), lanes);
                    });
                }
            }
        });
    });
}

}  // namespace vitro::kernels::VITRO_ISA
