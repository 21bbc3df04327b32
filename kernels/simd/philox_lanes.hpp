// kernels/simd/philox_lanes.hpp: Philox 4x32-10 (kernels/philox.hpp) for a vector of counters at once, as dropout's
// factors: 0 for an element that is dropped, 1 / (1 - p) for one that is kept.
//
// A 64-bit lane holds one counter; each of its four words lives in the low half of a lane, so that the 32 x 32 -> 64
// bit product is one instruction and its two halves are a shift apart. High halves carry rubbish that nothing reads.
// Lanes are numbered such that interleaving two vectors within 128-bit halves puts the words into rising order.
#pragma once

#include <bit>

#include "kernels/kernels.hpp"
#include "kernels/simd/lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

using Words = xsimd::batch<std::uint32_t>;
using Counters = xsimd::batch<std::uint64_t>;
inline constexpr std::int64_t kCounters = kLanes / 2;
/// Elements whose words are made at once: four for each counter.
inline constexpr std::int64_t kGroup = 4 * kCounters;

/// The 64-bit products of the lanes' low halves.
inline Counters multiply_low(Counters a, Counters b) {
#if defined(__AVX512F__)
    return Counters(_mm512_mul_epu32(a, b));
#elif defined(__AVX2__)
    return Counters(_mm256_mul_epu32(a, b));
#elif defined(__SSE2__)
    return Counters(_mm_mul_epu32(a, b));
#else
    return Counters(vmull_u32(vmovn_u64(a), vmovn_u64(b)));
#endif
}

struct WordPair {
    Words first, second;
};

/// The lanes of a and b in turn, within each 128 bits.
inline WordPair interleave(Counters a, Counters b) {
#if defined(__AVX512F__)
    return {Words(_mm512_unpacklo_epi64(a, b)), Words(_mm512_unpackhi_epi64(a, b))};
#elif defined(__AVX2__)
    return {Words(_mm256_unpacklo_epi64(a, b)), Words(_mm256_unpackhi_epi64(a, b))};
#elif defined(__SSE2__)
    return {Words(_mm_unpacklo_epi64(a, b)), Words(_mm_unpackhi_epi64(a, b))};
#else
    return {Words(vreinterpretq_u32_u64(vzip1q_u64(a, b))), Words(vreinterpretq_u32_u64(vzip2q_u64(a, b)))};
#endif
}

/// 0, kCounters / 2, 1, kCounters / 2 + 1, ...
inline Counters lane_numbers() {
    std::uint64_t numbers[kCounters];
    for (std::int64_t lane = 0; lane < kCounters; ++lane)
        numbers[lane] = static_cast<std::uint64_t>(lane / 2 + lane % 2 * (kCounters / 2));
    return Counters::load_unaligned(numbers);
}

struct FactorPair {
    V first, second;
};

/// Makes the factors of one key, a group at a time.
class DropoutFactors {
  public:
    explicit DropoutFactors(const DropoutKey& key) : site_(key.site), step_(key.step) {
        auto low = static_cast<std::uint32_t>(key.seed), high = static_cast<std::uint32_t>(key.seed >> 32);
        for (auto& round : keys_) {
            round[0] = low;
            round[1] = high;
            low += kPhiloxWeyl0;
            high += kPhiloxWeyl1;
        }
        const double least = key.probability * 4294967296.0;  // a word, an integer, is at least this: so its ceiling
        const auto floor = static_cast<std::uint64_t>(least);
        const std::uint64_t ceiling = static_cast<double>(floor) < least ? floor + 1 : floor;
        threshold_ = static_cast<std::uint32_t>(ceiling);
        if (ceiling <= 0xFFFFFFFF) kept_ = std::bit_cast<std::uint32_t>(static_cast<float>(1 / (1 - key.probability)));
    }

    /// Those of elements group * kGroup and on.
    FactorPair of(std::int64_t group) const {
        const WordPair words = random_words(group);
        return {factor(words.first), factor(words.second)};
    }

  private:
    WordPair random_words(std::int64_t group) const {
        Counters word0 = Counters(static_cast<std::uint64_t>(group * kCounters)) + lane_numbers(), word1 = word0 >> 32;
        Counters word2(site_), word3(step_);
#pragma GCC unroll 10
        for (const auto& round : keys_) {
            const Counters product0 = multiply_low(word0, Counters(std::uint64_t{kPhiloxMultiplier0}));
            const Counters product1 = multiply_low(word2, Counters(std::uint64_t{kPhiloxMultiplier1}));
            word0 = (product1 >> 32) ^ word1 ^ Counters(round[0]);
            word1 = product1;
            word2 = (product0 >> 32) ^ word3 ^ Counters(round[1]);
            word3 = product0;
        }
        const Counters low_half(std::uint64_t{0xFFFFFFFF});
        return interleave((word0 & low_half) | (word1 << 32), (word2 & low_half) | (word3 << 32));
    }

    V factor(Words words) const {
        return reinterpret<V>(xsimd::select(words >= Words(threshold_), Words(kept_), Words(std::uint32_t{0})));
    }

    std::uint64_t site_, step_, keys_[kPhiloxRounds][2];
    std::uint32_t threshold_ = 0, kept_ = 0;
};

/// out[i] = the factor of element first + i.
inline void dropout_factors(float* out, const DropoutKey& key, std::int64_t first, std::int64_t count) {
    const DropoutFactors factors(key);
    const std::int64_t end = first + count;
    for (std::int64_t group = first / kGroup; group * kGroup < end; ++group) {
        const FactorPair pair = factors.of(group);
        const std::int64_t begin = group * kGroup;
        if (begin >= first && begin + kGroup <= end) {
            store(out + (begin - first), pair.first);
            store(out + (begin - first) + kLanes, pair.second);
            continue;
        }
        float values[kGroup];
        store(values, pair.first);
        store(values + kLanes, pair.second);
        for (std::int64_t i = begin < first ? first - begin : 0; i < kGroup && begin + i < end; ++i)
            out[begin + i - first] = values[i];
    }
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
