// core/io/dtype.hpp: the element types that a safetensors header may name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitro::core {

/// The names are those of the format, as of safetensors 0.8, in its order of alignment.
enum class Dtype : std::uint8_t {
    BOOL,
    F4,
    F6_E2M3,
    F6_E3M2,
    U8,
    I8,
    F8_E5M2,
    F8_E4M3,
    F8_E8M0,
    F8_E4M3FNUZ,
    F8_E5M2FNUZ,
    I16,
    U16,
    F16,
    BF16,
    I32,
    U32,
    F32,
    C64,
    F64,
    I64,
    U64,
};

std::string_view dtype_name(Dtype dtype);
/// Bits of one element: a multiple of 8 but for F4 and the two F6.
int dtype_bits(Dtype dtype);
/// Empty for a name that the format does not know.
std::optional<Dtype> find_dtype(std::string_view name);
/// "BOOL, F4, …": every name, for messages.
std::string all_dtype_names();

}  // namespace vitro::core
