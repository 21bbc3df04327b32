// kernels/simd/pairs.hpp: lanes 2i and 2i + 1 of a vector as one complex number. xsimd has no name for these moves that
// means the same in all its versions.
#pragma once

#include "kernels/simd/vec.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// The two of each pair change places.
inline V swap_pairs(V x) {
#if defined(__AVX512F__)
    return V(_mm512_permute_ps(x, 0xB1));
#elif defined(__AVX2__)
    return V(_mm256_permute_ps(x, 0xB1));
#elif defined(__SSE2__)
    return V(_mm_shuffle_ps(x, x, 0xB1));
#else
    return V(vrev64q_f32(x));
#endif
}

/// The first of each pair, twice.
inline V firsts(V x) {
#if defined(__AVX512F__)
    return V(_mm512_moveldup_ps(x));
#elif defined(__AVX2__)
    return V(_mm256_moveldup_ps(x));
#elif defined(__SSE2__)
    return V(_mm_shuffle_ps(x, x, 0xA0));
#else
    return V(vtrn1q_f32(x, x));
#endif
}

/// The second of each pair, twice.
inline V seconds(V x) {
#if defined(__AVX512F__)
    return V(_mm512_movehdup_ps(x));
#elif defined(__AVX2__)
    return V(_mm256_movehdup_ps(x));
#elif defined(__SSE2__)
    return V(_mm_shuffle_ps(x, x, 0xF5));
#else
    return V(vtrn2q_f32(x, x));
#endif
}

/// (even, odd, even, odd, ...)
inline V alternating(float even, float odd) {
    float lanes[kLanes];
    for (std::int64_t i = 0; i < kLanes; ++i) lanes[i] = i % 2 == 0 ? even : odd;
    return load(lanes);
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
