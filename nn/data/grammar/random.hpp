// nn/data/grammar/random.hpp: the pseudo-random numbers that the corpus is drawn with.
//
// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014; constants of S. Vigna's
// public-domain splitmix64.c). The distributions of <random> differ between standard libraries; these do not, so that
// a seed names the same corpus on every platform.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitro::nn::grammar {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }

    /// A number in [0, bound); bound is at least 1 and fits in 32 bits. Multiply and shift: off from uniform by at most
    /// bound / 2^32.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(((next() >> 32) * bound) >> 32); }

    bool chance(unsigned percent) { return below(100) < percent; }

    /// One of a range that is not empty.
    template <class Range>
    const auto& pick(const Range& range) {
        return range[below(std::size(range))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace vitro::nn::grammar
