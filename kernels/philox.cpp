// kernels/philox.cpp: Philox 4x32-10, one counter at a time.
#include "kernels/philox.hpp"

namespace vitro::kernels {
namespace {

constexpr std::uint32_t high(std::uint64_t product) {
    return static_cast<std::uint32_t>(product >> 32);
}

constexpr std::uint32_t low(std::uint64_t product) {
    return static_cast<std::uint32_t>(product);
}

}  // namespace

// A round multiplies two words into 64 bits each: the high halves, mixed with the key, become the even words, the low
// halves the odd ones. The key moves on by Weyl's constants (the golden ratio and the root of 3).
PhiloxBlock philox(std::uint64_t key, PhiloxBlock counter) noexcept {
    std::uint32_t key0 = low(key), key1 = high(key);
    for (int round = 0; round < kPhiloxRounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{kPhiloxMultiplier0} * counter[0];
        const std::uint64_t product1 = std::uint64_t{kPhiloxMultiplier1} * counter[2];
        counter = {high(product1) ^ counter[1] ^ key0, low(product1), high(product0) ^ counter[3] ^ key1,
                   low(product0)};
        key0 += kPhiloxWeyl0;
        key1 += kPhiloxWeyl1;
    }
    return counter;
}

}  // namespace vitro::kernels
