// bench/ladder/rungs/vec.hpp: vectors, as the compiler has them: Vec is a register full of floats, and + - * work lane
// by lane. How many lanes depends on the instruction set that the file is compiled for.
//
// Everything stands in an unnamed namespace, so that code for AVX-512 never serves a CPU without it.
#pragma once

#include <cstdint>

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

#if defined(__AVX512F__)
inline constexpr int kVectorBytes = 64;
#elif defined(__AVX__)
inline constexpr int kVectorBytes = 32;
#else
inline constexpr int kVectorBytes = 16;
#endif
typedef float Vec __attribute__((vector_size(kVectorBytes)));
typedef std::int32_t Bits __attribute__((vector_size(kVectorBytes)));
inline constexpr std::int64_t kLanes = kVectorBytes / sizeof(float);
/// Stands for -infinity where two of them could meet in a subtraction.
inline constexpr float kLowest = -1e30F;

/// x in every lane.
inline Vec all(float x) {
    return x - Vec{};
}
/// The next n numbers, n <= kLanes, and `rest` in the lanes behind them. Where n is kLanes, and the compiler knows it,
/// this is one instruction.
inline Vec load(const float* from, std::int64_t n = kLanes, float rest = 0) {
    Vec v = n == kLanes ? Vec{} : all(rest);
    __builtin_memcpy(&v, from, static_cast<std::size_t>(n) * sizeof(float));
    return v;
}
inline void store(float* to, Vec v, std::int64_t n = kLanes) {
    __builtin_memcpy(to, &v, static_cast<std::size_t>(n) * sizeof(float));
}
/// v with `rest` in the lanes from n on: for sums over what load filled up with something else.
inline Vec first(Vec v, std::int64_t n, float rest = 0) {
    float lane[kLanes];
    if (n == kLanes) return v;
    store(lane, v);
    return load(lane, n, rest);
}
/// a * b + c, one instruction where there is one (these files are compiled with -ffp-contract=fast).
inline Vec fma(Vec a, Vec b, Vec c) {
    return a * b + c;
}
inline Vec max(Vec a, Vec b) {
    return a > b ? a : b;
}

/// The sum and the greatest of the lanes: the upper half onto the lower one, until one lane is left.
inline float sum(Vec v) {
    float lane[kLanes];
    store(lane, v);
    for (std::int64_t half = kLanes / 2; half > 0; half /= 2)
        for (std::int64_t i = 0; i < half; ++i) lane[i] += lane[i + half];
    return lane[0];
}
inline float greatest(Vec v) {
    float lane[kLanes];
    store(lane, v);
    for (std::int64_t i = 1; i < kLanes; ++i) lane[0] = lane[i] > lane[0] ? lane[i] : lane[0];
    return lane[0];
}

/// e^x for x <= 88, with x below -87 taken for -87 (e^-87 = 1.6e-38): 2^n e^r with n = round(x log2 e), r = x - n ln 2.
/// Adding 1.5 * 2^23 and taking it away again rounds to an integer; the polynomial is that of Cephes' expf.
inline Vec exp(Vec x) {
    x = max(x, all(-87.0F));
    const Vec n = fma(x, all(1.44269504F), all(12582912.0F)) - all(12582912.0F);
    const Vec r = fma(n, all(2.12194440e-4F), fma(n, all(-0.693359375F), x));
    Vec p = fma(all(1.9875691500e-4F), r, all(1.3981999507e-3F));
    p = fma(p, r, all(8.3334519073e-3F));
    p = fma(p, r, all(4.1665795894e-2F));
    p = fma(p, r, all(1.6666665459e-1F));
    p = fma(p, r, all(5.0000001201e-1F));
    p = fma(fma(p, r, all(1)), r, all(1));
    return (Vec)((Bits)p + (__builtin_convertvector(n, Bits) << 23));  // times 2^n: n added to the exponent's bits
}

/// body(i, n) for i = 0, kLanes, ... below count: n is kLanes, but for the last time, where it is what is left.
template <class Body>
inline void for_vectors(std::int64_t count, const Body& body) {
    std::int64_t i = 0;
    for (; i + kLanes <= count; i += kLanes) body(i, kLanes);
    if (i < count) body(i, count - i);
}

inline std::int64_t smaller(std::int64_t a, std::int64_t b) {
    return a < b ? a : b;
}

}  // namespace
}  // namespace vitro::bench::ladder::VITRO_ISA
