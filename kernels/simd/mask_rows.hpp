// kernels/simd/mask_rows.hpp: what a mask means for one row: the first `limit` columns, less those whose byte is 0.
#pragma once

#include <cstring>

#include "kernels/kernels.hpp"
#include "kernels/simd/lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

struct RowMask {
    std::int64_t limit;
    const std::uint8_t* allowed;  ///< nullptr: all below the limit
};

inline RowMask row_mask(const MaskView& mask, std::int64_t row, std::int64_t cols) {
    const std::int64_t query = row % mask.queries, problem = row / mask.queries;
    const std::int64_t batch = problem / mask.heads, head = problem % mask.heads;
    std::int64_t limit = cols;
    if (mask.causal && query + mask.causal_offset + 1 < limit) limit = query + mask.causal_offset + 1;
    if (mask.lengths != nullptr && mask.lengths[batch] < limit) limit = mask.lengths[batch];
    if (limit < 0) limit = 0;
    if (mask.allowed == nullptr) return {limit, nullptr};
    return {limit, mask.allowed + batch * mask.allowed_batch_stride + head * mask.allowed_head_stride +
                       query * mask.allowed_query_stride};
}

using Choice = xsimd::batch_bool<float>;

#if defined(__AVX512F__)
inline Choice allowed_lanes(const std::uint8_t* bytes, First lanes) {
    const __m512i wide = _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(first_lanes(lanes.n), bytes));
    return V(_mm512_cvtepi32_ps(wide)) > V(0.0F);
}
inline Choice allowed_lanes(const std::uint8_t* bytes, All) {
    return allowed_lanes(bytes, First{kLanes});
}
#else
/// The bytes of `packed`, the lowest first, as numbers.
inline V widen(std::uint64_t packed) {
#if defined(__AVX2__)
    return V(_mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<std::int64_t>(packed)))));
#elif defined(__SSE2__)
    const __m128i zero = _mm_setzero_si128(), bytes = _mm_cvtsi64_si128(static_cast<std::int64_t>(packed));
    return V(_mm_cvtepi32_ps(_mm_unpacklo_epi16(_mm_unpacklo_epi8(bytes, zero), zero)));
#else
    float numbers[kLanes];
    for (std::int64_t i = 0; i < kLanes; ++i) numbers[i] = static_cast<float>((packed >> (8 * i)) & 0xFF);
    return load(numbers);
#endif
}

inline Choice allowed_lanes(const std::uint8_t* bytes, First lanes) {
    std::uint64_t packed = 0;
    for (std::int64_t i = 0; i < lanes.n; ++i) packed |= std::uint64_t{bytes[i]} << (8 * i);
    return widen(packed) > V(0.0F);
}
inline Choice allowed_lanes(const std::uint8_t* bytes, All) {
    std::uint64_t packed = 0;
    std::memcpy(&packed, bytes, kLanes);
    return widen(packed) > V(0.0F);
}
#endif

/// `value` at column j of a row where the row sees it, `otherwise` where a byte forbids it. Most rows have no bytes,
/// and loops of their own (split_on): WithBytes is a constant.
template <class WithBytes, class Lanes>
inline V where_seen(WithBytes with_bytes, RowMask mask, std::int64_t j, Lanes lanes, V value, float otherwise) {
    if constexpr (with_bytes) return xsimd::select(allowed_lanes(mask.allowed + j, lanes), value, V(otherwise));
    return value;
}

/// All lanes but the first n become -infinity.
inline V forbid_behind(V value, All) {
    return value;
}
inline V forbid_behind(V value, First lanes) {
    return xsimd::select(keep(V(1.0F), lanes) > V(0.0F), value, V(-kInfinity));
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
