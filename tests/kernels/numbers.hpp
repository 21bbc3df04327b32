// tests/kernels/numbers.hpp: arrays for kernels to read, which end where a forbidden page begins: reading one number
// too many ends the test program, in every build.
#pragma once

#include <cstdint>
#include <memory>
#include <random>

#include "kernels/real.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {

/// A cheap handle. `gap` numbers (NaN) lie between the last one and the forbidden page, so that pointers take every
/// alignment that `real` may have.
class Numbers {
  public:
    explicit Numbers(std::int64_t count, int gap = 0);
    std::int64_t size() const { return size_; }
    real* data() const { return first_.get(); }
    real& operator[](std::int64_t i) const { return first_.get()[i]; }

  private:
    std::int64_t size_;
    std::shared_ptr<real> first_;
};

/// The same numbers on every machine: the standard's distributions differ, its generators do not.
class Source {
  public:
    explicit Source(unsigned seed) : words_(seed) {}
    /// Uniform in [low, high).
    double uniform(double low, double high);
    /// 0 .. bound-1.
    std::int32_t below(std::int64_t bound);
    /// `count` numbers, uniform in [low, high).
    Numbers numbers(std::int64_t count, double low = -2, double high = 2);

  private:
    std::mt19937 words_;
    int gap_ = 0;
};

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
