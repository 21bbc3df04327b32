// kernels/simd/exp.hpp: e^x of a vector, to one unit in the last place; what softmax and attention spend their time on.
// xsimd's own returns infinity from 88.38 on (e^88.7 is still a float) and, on AVX-512, takes half as long again.
//
//   e^x = 2^n e^r    n = round(x log2 e)    r = x - n ln 2, |r| <= ln 2 / 2, in two steps so that n ln 2 is exact
//
// The polynomial is that of Cephes' expf. Adding 1.5 * 2^23 and taking it away again rounds to the nearest integer.
#pragma once

#include "kernels/simd/vec.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// p * 2^n for p in [0.7, 1.42] and an integer n, by adding n to the exponent; n <= -126 is the caller's to catch.
inline V scale_by_power_of_two(V p, V n) {
#if defined(__AVX512F__)
    return V(_mm512_scalef_ps(p, n));
#else
    using Bits = xsimd::batch<std::int32_t>;
    return reinterpret<V>(reinterpret<Bits>(p) + (xsimd::to_int(n) << 23));
#endif
}

/// e^x where x <= 88.7228317; 0 below the smallest normal number; a NaN stays one.
inline V exp_bounded(V x) {
    const V n = fma(x, V(1.44269504F), V(12582912.0F)) - V(12582912.0F);
    const V r = fma(n, V(2.12194440e-4F), fma(n, V(-0.693359375F), x));
    V p = fma(V(1.9875691500e-4F), r, V(1.3981999507e-3F));
    p = fma(p, r, V(8.3334519073e-3F));
    p = fma(p, r, V(4.1665795894e-2F));
    p = fma(p, r, V(1.6666665459e-1F));
    p = fma(p, r, V(5.0000001201e-1F));
    p = fma(fma(p, r, V(1.0F)), r, V(1.0F));
    return xsimd::select(x < V(-87.3365402F), V(0.0F), scale_by_power_of_two(p, n));
}

/// e^x for any x: infinity beyond the last number whose exponential is one.
inline V exp(V x) {
    return xsimd::select(x > V(0x1.62e42ep6F), V(kInfinity), exp_bounded(x));
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
