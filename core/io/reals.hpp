// core/io/reals.hpp: tensors of `real`, whichever type it is, to and from a file.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "core/io/values.hpp"
#include "core/shape.hpp"
#include "kernels/real.hpp"

namespace vitro::core::inline VITRO_REAL {

/// How `real` is stored.
inline constexpr Dtype kRealDtype = sizeof(real) == sizeof(float) ? Dtype::F32 : Dtype::F64;

/// Reads all `count` elements, stored as F64, F32, F16 or BF16, to `out`. Throws Error as read_values does.
inline void read_reals(const SafetensorsFile& file, const SafetensorsEntry& entry, real* out, std::int64_t count) {
    read_values(file, entry, out, count);
}

/// `values`, of the given shape, for write_safetensors; they must outlive the call.
inline SafetensorsSource real_source(std::string name, const Shape& shape, const real* values) {
    const std::span data(values, static_cast<std::size_t>(shape.size()));
    return {std::move(name), kRealDtype, {shape.begin(), shape.end()}, std::as_bytes(data)};
}

}  // namespace vitro::core::inline VITRO_REAL
