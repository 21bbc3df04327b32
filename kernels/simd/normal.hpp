// kernels/simd/normal.hpp: the normal distribution, which is what GELU multiplies by.
//
//   Phi(-t) = 2^-h(t)    Phi(t) = 1 - Phi(-t)    h(t) = -log2(erfc(t / sqrt 2) / 2), smooth, for t >= 0
//
// One polynomial for h and one for 2^r, where the error function needs a polynomial near 0, another beside it and an
// exponential. The coefficients are least-squares fits, weighted towards the smallest greatest error (3e-8 in Phi, 9e-8
// in 2^r), and exact at 0. Phi is what has to be right: GELU's 1 + erf is of that size, however small erf may be.
#pragma once

#include "kernels/simd/exp.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// Beyond, a float's 1 - Phi(-t) is 1 and Phi(-t), below 2e-8, counts as 0.
inline constexpr float kNormalEdge = 5.5F;

/// 2^x for -100 <= x <= 0.
inline V power_of_two(V x) {
    const V n = (x + V(12582912.0F)) - V(12582912.0F);  // rounded, as in exp.hpp
    const V r = x - n;
    V p = fma(V(1.32647273e-3F), r, V(9.67151299e-3F));
    p = fma(p, r, V(5.55073358e-2F));
    p = fma(p, r, V(2.40222424e-1F));
    p = fma(p, r, V(6.93147004e-1F));
    p = fma(p, r, V(1.0F));
    return scale_by_power_of_two(p, n);
}

/// Phi(x), the share of a normal distribution below x. Some number for a NaN.
inline V normal_distribution(V x) {
    const V t = xsimd::min(xsimd::abs(x), V(kNormalEdge));
    V h = fma(V(1.29684952e-6F), t, V(-2.16088192e-5F));
    h = fma(h, t, V(1.06854524e-4F));
    h = fma(h, t, V(3.12042190e-4F));
    h = fma(h, t, V(-7.26591004e-3F));
    h = fma(h, t, V(5.26153557e-2F));
    h = fma(h, t, V(4.59176630e-1F));
    h = fma(h, t, V(1.15110791F));
    h = fma(h, t, V(1.0F));
    const V beyond = power_of_two(-h);
    const V below = xsimd::select(x < V(0.0F), beyond, V(1.0F) - beyond);
    return xsimd::select(x < V(-kNormalEdge), V(0.0F), below);
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
