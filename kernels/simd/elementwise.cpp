// kernels/simd/elementwise.cpp: one input, one output, element by element.
#include "kernels/simd/families.hpp"
#include "kernels/simd/formulas.hpp"
#include "kernels/simd/lanes.hpp"
#include "kernels/with_constant.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// Operations per element, for the decision whether threads pay.
constexpr std::int64_t cost_of(Unary op) {
    return op == Unary::negate || op == Unary::relu ? 1 : kExpCost;
}

}  // namespace

void unary(Unary op, real* y, const real* x, std::int64_t count) noexcept {
    rows::with_constant(op, [&](auto constant) {
        for_elements(count, cost_of(op), [=](std::int64_t i, auto lanes) {
            store(y + i, rows::value<constant()>(load(x + i, lanes)), lanes);
        });
    });
}

void unary_backward(Unary op, real* dx, bool accumulate, const real* dy, const real* saved,
                    std::int64_t count) noexcept {
    rows::with_constant(op, [&](auto constant) {
        split_on(accumulate, [&](auto adds) {
            for_elements(count, saves_output(op) ? 2 : cost_of(op), [=](std::int64_t i, auto lanes) {
                const V slope = rows::derivative<constant()>(load(dy + i, lanes), load(saved + i, lanes));
                put(dx + i, adds, slope, lanes);
            });
        });
    });
}

void scale(real* dst, bool accumulate, const real* x, real factor, std::int64_t count) noexcept {
    for_elements(count, 1,
                 [=](std::int64_t i, auto lanes) { put(dst + i, accumulate, V(factor) * load(x + i, lanes), lanes); });
}

void fill(real* dst, real value, std::int64_t count) noexcept {
    for_elements(count, 1, [=](std::int64_t i, auto lanes) { store(dst + i, V(value), lanes); });
}

}  // namespace vitro::kernels::VITRO_ISA
