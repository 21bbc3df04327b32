// kernels/philox.hpp: counter-based random numbers: the same (key, counter) gives the same bits on any machine, thread
// count and order of calls. Philox 4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
#pragma once

#include <array>
#include <cstdint>

namespace vitro::kernels {

using PhiloxBlock = std::array<std::uint32_t, 4>;

inline constexpr std::uint32_t kPhiloxMultiplier0 = 0xD2511F53, kPhiloxMultiplier1 = 0xCD9E8D57;
inline constexpr std::uint32_t kPhiloxWeyl0 = 0x9E3779B9, kPhiloxWeyl1 = 0xBB67AE85;
inline constexpr int kPhiloxRounds = 10;

/// The 128 random bits of one counter under a 64-bit key.
PhiloxBlock philox(std::uint64_t key, PhiloxBlock counter) noexcept;

}  // namespace vitro::kernels
