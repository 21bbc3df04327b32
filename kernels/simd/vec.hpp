// kernels/simd/vec.hpp: the vector type of the instruction set this file is compiled for. The only include of xsimd.
//
// A family is written once over V and compiled once per instruction set inside `namespace VITRO_ISA { namespace {`. All
// that stands here has internal linkage, so that an object compiled for AVX-512 lends no code to one for SSE2.
// What xsimd 8.1 to 14 do not share (fma, horizontal sums) is a shim here; partial loads are in partial.hpp. Two of its
// comparisons are not C++'s: with AVX, x != x is false for a NaN in 8.1; isnan is right everywhere.
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
