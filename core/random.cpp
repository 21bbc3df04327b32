// core/random.cpp: words of consecutive Philox blocks.
#include "core/random.hpp"

#include <cmath>
#include <numbers>

#include "core/error.hpp"

namespace vitro::core {

std::uint32_t site_of(std::string_view path) {
    std::uint32_t hash = 2166136261u;
    for (char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash;
}

std::uint32_t Random::u32() {
    const std::uint64_t number = position_ / 4;
    if (number != block_number_) {
        block_ = kernels::philox(seed_, {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32),
                                         site_, 0xFFFFFFFFu});  // dropout counts its steps from 0 in this word
        block_number_ = number;
    }
    return block_[position_++ % 4];
}

double Random::uniform() {
    const std::uint64_t high = u32() >> 5, low = u32() >> 6;
    return static_cast<double>((high << 26) | low) * 0x1p-53;
}

double Random::normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

std::uint64_t Random::below(std::uint64_t bound) {
    if (bound == 0) throw Error("[random] there is no number below 0");
    const std::uint64_t rejected = (0 - bound) % bound;  // 2^64 mod bound values would be favoured
    while (true) {
        const std::uint64_t high = u32(), value = (high << 32) | u32();
        if (value >= rejected) return value % bound;
    }
}

}  // namespace vitro::core
