// examples/step/analysis/differences.hpp: gradients against differences of the loss.
//
// In double, by moving one number of a tensor and replaying what depends on it. Three gradients stand side by side:
//   recorded (float)  |  chain rule in double, through every op  |  (L(x + h) - L(x - h)) / 2h
// The last two may differ by 1e-6 per tensor, max|a - b| / max(max|b|, 1e-3), the first two by a step's rounding: 1e-5
// of the gradient or of what it is summed from, whichever is larger.
#pragma once

#include <vector>

#include "examples/step/analysis/replay.hpp"

namespace vitro::step {

inline constexpr double kDifferenceBound = 1e-6, kRecordedBound = 1e-5;

/// A number of a tensor, three ways.
struct Sample {
    std::int64_t element = 0;
    double recorded = 0, chain = 0, difference = 0;
};

struct DifferenceCheck {
    int value = -1;
    std::vector<Sample> samples;
    double difference_error = 0;  ///< of the chain rule, over the samples
    double recorded_error = 0;    ///< of the recording against the chain rule, over all numbers
    bool passed() const { return difference_error <= kDifferenceBound && recorded_error <= kRecordedBound; }
};

struct SweepPoint {
    double move = 0, difference = 0, error = 0;  ///< error: from the chain rule, relative
};

class Differences {
  public:
    /// Throws Error as Replay does.
    explicit Differences(const Timeline& timeline);

    /// So many of its numbers: the largest gradient's among them, the others evenly over the tensor.
    DifferenceCheck check(int value, int samples = 4);
    double derivative(int value, std::int64_t element);
    /// From moves too large, where the series is cut off, to moves too small, where rounding is all there is.
    std::vector<SweepPoint> sweep(int value, std::int64_t element);
    /// Values with a gradient that something flowed to.
    std::vector<int> values() const;

  private:
    double central(int value, std::int64_t element, double move);
    double upstream_size(int value) const;
    const Timeline& timeline_;
    Replay replay_;
};

}  // namespace vitro::step
