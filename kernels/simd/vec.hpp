// kernels/simd/vec.hpp: the vector type of the instruction set this file is compiled for. The only include of xsimd.
//
// A family is written once over V and compiled once per instruction set inside `namespace VITRO_ISA { namespace {`. All
// that stands here has internal linkage, so that an object compiled for AVX-512 lends no code to one for SSE2.
// What xsimd 8.1 to 14 do not share (fma, horizontal sums, partial loads) is a shim here. Two of its comparisons are
// not C++'s: with AVX, x != x is false for a NaN in 8.1; isnan is right everywhere.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>

#pragma GCC diagnostic push
#ifndef __clang__  // GCC 12 warns of its own _mm512_undefined_ps
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <xsimd/xsimd.hpp>
#pragma GCC diagnostic pop

#include "kernels/real.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

static_assert(sizeof(real) == sizeof(float), "the vector tables are built for float only");

using V = xsimd::batch<float>;
inline constexpr std::int64_t kLanes = static_cast<std::int64_t>(V::size);
inline constexpr float kInfinity = std::numeric_limits<float>::infinity();
typedef float Four __attribute__((vector_size(16)));  ///< a compiler's vector, whatever the instruction set

inline V load(const float* from) {
    return V::load_unaligned(from);
}
inline void store(float* to, V value) {
    value.store_unaligned(to);
}

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

/// The same bits as another type. The template argument of bitwise_cast was a vector in 8.1 and is a number today.
template <class To, class From>
inline To reinterpret(From bits) {
    if constexpr (requires {
                      { xsimd::bitwise_cast<typename To::value_type>(bits) } -> std::same_as<To>;
                  })
        return xsimd::bitwise_cast<typename To::value_type>(bits);
    else
        return xsimd::bitwise_cast<To>(bits);
}

/// a * b + c: rounded once where the instruction set has it, twice on SSE2.
inline V fma(V a, V b, V c) {
#if defined(__AVX512F__) && XSIMD_VERSION_MAJOR < 11  // multiplies and adds there
    return V(_mm512_fmadd_ps(a, b, c));
#else
    return xsimd::fma(a, b, c);
#endif
}

/// a / b and the square root, rounded once. On NEON xsimd 8.1 refines an estimate instead: off by a unit in the last
/// place, and sqrt(infinity) is a NaN.
inline V divide(V a, V b) {
#if defined(__aarch64__)
    return V(vdivq_f32(a, b));
#else
    return a / b;
#endif
}
inline V square_root(V x) {
#if defined(__aarch64__)
    return V(vsqrtq_f32(x));
#else
    return xsimd::sqrt(x);
#endif
}

/// The sum of all lanes, as a tree: halves onto each other.
inline float reduce_add(V value) {
#if defined(__AVX512F__)
    return _mm512_reduce_add_ps(value);
#elif XSIMD_VERSION_MAJOR < 9
    return xsimd::hadd(value);
#else
    return xsimd::reduce_add(value);
#endif
}

/// The greatest lane, when none is a NaN; any lane otherwise.
inline float reduce_max(V value) {
#if defined(__AVX512F__)
    return _mm512_reduce_max_ps(value);
#elif defined(__SSE2__)
#if defined(__AVX2__)
    __m128 four = _mm_max_ps(_mm256_castps256_ps128(value), _mm256_extractf128_ps(value, 1));
#else
    __m128 four = value;
#endif
    four = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(four, _mm_shuffle_ps(four, four, 1)));
#else
    return vmaxvq_f32(value);
#endif
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
