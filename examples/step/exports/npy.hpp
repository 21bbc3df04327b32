// examples/step/exports/npy.hpp: a tensor as NumPy's own file, for numpy.load.
#pragma once

#include <span>
#include <string>

#include "core/shape.hpp"

namespace vitro::step {

/// Format 1.0, float32, row-major. As many numbers as the shape holds.
std::string npy_bytes(const core::Shape& shape, std::span<const float> numbers);
/// All or nothing. Throws Error when it cannot be written, or when there are fewer numbers: of a large tensor a
/// recording holds a part.
void write_npy(const std::string& path, const core::Shape& shape, std::span<const float> numbers);

}  // namespace vitro::step
