// nn/data/numbered.hpp: random numbers for the n-th of many things, without drawing those of the others.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/random.hpp"

namespace vitro::nn {

/// A stream of its own for each number under `path`: step 17 of a seed draws the same whatever was drawn before it. An
/// odd factor keeps numbers apart (it is 2^64 over the golden ratio, so that small ones are far from small seeds).
inline core::Random numbered(std::uint64_t seed, std::uint64_t number, std::string_view path) {
    return core::Random(seed ^ (number * 0x9e3779b97f4a7c15u), path);
}

}  // namespace vitro::nn
