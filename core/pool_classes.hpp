// core/pool_classes.hpp: the size classes of the pool, four to a power of two.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

namespace vitro::core {

inline constexpr std::size_t kBlockAlignment = 64;
inline constexpr std::size_t kBlockHeader = 64;  ///< a Storage's own, in front of the numbers
inline constexpr int kStepsPerPowerOfTwo = 4;
inline constexpr int kSmallestLog2 = 6;  ///< 64 bytes
inline constexpr int kClasses = (48 - kSmallestLog2) * kStepsPerPowerOfTwo;

constexpr std::size_t aligned(std::size_t bytes) {
    return (bytes + kBlockAlignment - 1) / kBlockAlignment * kBlockAlignment;
}

/// Class 4 k + s holds blocks of 64 * 2^k * (1 + s/4) bytes, aligned, behind a header: so that the sizes that tensors
/// have most (powers of two, 3 * 2^k) fill a class exactly.
constexpr std::size_t class_bytes(int index) {
    const std::size_t power = std::size_t{1} << (index / kStepsPerPowerOfTwo + kSmallestLog2);
    return kBlockHeader + aligned(power + power / kStepsPerPowerOfTwo * (index % kStepsPerPowerOfTwo));
}

constexpr int class_of(std::size_t bytes) {
    const std::size_t last =
        aligned(std::max(bytes, kBlockHeader + 1) - kBlockHeader) - 1;  // of the bytes behind the header
    const int log2 = static_cast<int>(std::bit_width(last)) - 1;        // 2^log2 <= last < 2^(log2 + 1)
    const std::size_t power = std::size_t{1} << log2;
    const std::size_t step = (last - power) / (power / kStepsPerPowerOfTwo) + 1;
    return (log2 - kSmallestLog2) * kStepsPerPowerOfTwo + static_cast<int>(step);
}

}  // namespace vitro::core
