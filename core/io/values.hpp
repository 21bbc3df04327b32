// core/io/values.hpp: the numbers of a stored tensor, converted to the type that the caller computes with.
#pragma once

#include <cstdint>

#include "core/io/safetensors.hpp"

namespace vitro::core {

/// Reads all `count` elements to `out`. From F64, F32, F16 and BF16; F64 is rounded to the nearest float.
/// Throws Error for another dtype or when the tensor does not hold `count` elements.
void read_values(const SafetensorsFile& file, const SafetensorsEntry& entry, float* out, std::int64_t count);
void read_values(const SafetensorsFile& file, const SafetensorsEntry& entry, double* out, std::int64_t count);

/// The same for integers, from I32 and I64. Throws Error also for a value that does not fit into 32 bits.
void read_values(const SafetensorsFile& file, const SafetensorsEntry& entry, std::int32_t* out, std::int64_t count);

}  // namespace vitro::core
