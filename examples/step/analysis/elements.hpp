// examples/step/analysis/elements.hpp: places in a tensor, and sums over its numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/shape.hpp"

namespace vitro::step {

using Index = std::vector<std::int64_t>;

/// The place along each axis of the element at `offset`, row-major; and back.
Index index_of(const core::Shape& shape, std::int64_t offset);
std::int64_t offset_of(const core::Shape& shape, const Index& index);
/// "[0,2,5]", and "" for a scalar.
std::string index_text(const core::Shape& shape, std::int64_t offset);

/// The offset, in a tensor that was stretched to `wide` under broadcasting, of what lies at `offset` there.
std::int64_t narrow_offset(const core::Shape& wide, const core::Shape& narrow, std::int64_t offset);

double dot(std::span<const double> a, std::span<const double> b);
/// The root of the sum of squares.
double norm(std::span<const float> numbers);
double norm(std::span<const double> numbers);
std::vector<double> to_doubles(std::span<const float> numbers);

/// What a glance at numbers tells. Sums and extremes are over the finite ones.
struct Statistics {
    double norm = 0, absmax = 0, mean = 0, least = 0, most = 0;
    double zero_share = 0;
    std::int64_t size = 0, not_finite = 0;
};
Statistics statistics(std::span<const float> numbers);

}  // namespace vitro::step
