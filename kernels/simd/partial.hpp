// kernels/simd/partial.hpp: the first n lanes of a vector, where the rest of it is not there.
#pragma once

#include "kernels/simd/vec.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

#if defined(__AVX512F__)
inline __mmask16 first_lanes(std::int64_t n) {
    return static_cast<__mmask16>((1U << n) - 1U);
}
#elif defined(__AVX2__)
inline __m256i first_lanes(std::int64_t n) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
#else  // SSE2, NEON. Lanes are set in a register: to load a buffer just after writing it in parts would stall.
static_assert(kLanes == 4);
inline V vector_of(Four lanes) {
    return V((V::register_type)lanes);
}
#endif

/// The first n lanes from memory (0 <= n <= kLanes), `fill` in the others; reads nothing behind them.
inline V load_partial(const float* from, std::int64_t n, float fill = 0) {
#if defined(__AVX512F__)
    return V(_mm512_mask_loadu_ps(_mm512_set1_ps(fill), first_lanes(n), from));
#elif defined(__AVX2__)
    const __m256i lanes = first_lanes(n);
    return V(_mm256_blendv_ps(_mm256_set1_ps(fill), _mm256_maskload_ps(from, lanes), _mm256_castsi256_ps(lanes)));
#else
    if (n == 1) return vector_of(Four{from[0], fill, fill, fill});
    if (n == 2) return vector_of(Four{from[0], from[1], fill, fill});
    if (n == 3) return vector_of(Four{from[0], from[1], from[2], fill});
    return n == 4 ? load(from) : V(fill);
#endif
}

/// Writes the first n lanes (0 <= n <= kLanes) and nothing behind them.
inline void store_partial(float* to, V value, std::int64_t n) {
#if defined(__AVX512F__)
    _mm512_mask_storeu_ps(to, first_lanes(n), value);
#elif defined(__AVX2__)
    _mm256_maskstore_ps(to, first_lanes(n), value);
#else
    const auto lanes = (Four)(V::register_type)value;
    if (n > 0) to[0] = lanes[0];
    if (n > 1) to[1] = lanes[1];
    if (n > 2) to[2] = lanes[2];
    if (n > 3) to[3] = lanes[3];
#endif
}

/// The first n lanes of the value, 0 in the others.
inline V keep_first(V value, std::int64_t n) {
#if defined(__AVX512F__)
    return V(_mm512_maskz_mov_ps(first_lanes(n), value));
#elif defined(__AVX2__)
    return V(_mm256_and_ps(value, _mm256_castsi256_ps(first_lanes(n))));
#else
    constexpr float kNumbers[] = {0, 1, 2, 3};
    return xsimd::select(load(kNumbers) < V(static_cast<float>(n)), value, V(0.0F));
#endif
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
