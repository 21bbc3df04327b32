// core/random.hpp: a sequential generator on top of Philox, for initial weights, shuffles and samples.
#pragma once

#include <cstdint>
#include <string_view>

#include "kernels/philox.hpp"

namespace vitro::core {

/// A 32-bit name for a place that draws random numbers: FNV-1a of its path (Fowler, Noll, Vo), the same on every
/// machine.
std::uint32_t site_of(std::string_view path);

/// Numbers numbered 0, 1, 2, ... of one stream; streams with another seed or site are independent of it.
class Random {
  public:
    explicit Random(std::uint64_t seed, std::uint32_t site = 0) : seed_(seed), site_(site) {}
    Random(std::uint64_t seed, std::string_view path) : Random(seed, site_of(path)) {}

    std::uint32_t u32();
    /// Goes to word `number` of the stream: the next u32() gives it; a uniform() takes two words.
    void seek(std::uint64_t number) { position_ = number; }
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    /// Uniform in [low, high).
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Standard normal (Box and Muller 1958).
    double normal();
    /// Uniform in 0 .. bound-1 without bias. Throws Error for a bound of 0.
    std::uint64_t below(std::uint64_t bound);

  private:
    std::uint64_t seed_;
    std::uint32_t site_;
    std::uint64_t position_ = 0;
    std::uint64_t block_number_ = ~std::uint64_t{0};
    kernels::PhiloxBlock block_{};
};

}  // namespace vitro::core
