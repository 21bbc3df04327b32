// core/io/values.cpp: conversion in chunks, so that no second copy of a tensor is ever held.
#include "core/io/values.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <fmt/format.h>
#include <limits>
#include <string_view>

#include "core/error.hpp"

namespace vitro::core {
namespace {

static_assert(std::endian::native == std::endian::little, "stored numbers are little-endian and are taken as they are");

/// out[i] = convert(stored element i, i).
template <class Stored, class Value, class Convert>
void read_converted(const SafetensorsFile& file, const SafetensorsEntry& entry, Value* out, Convert convert) {
    std::array<Stored, 4096> chunk;
    const std::int64_t count = entry.count();
    for (std::int64_t first = 0; first < count; first += chunk.size()) {
        const std::size_t n = std::min<std::size_t>(chunk.size(), static_cast<std::size_t>(count - first));
        file.read(entry, static_cast<std::uint64_t>(first) * sizeof(Stored), chunk.data(), n * sizeof(Stored));
        for (std::size_t i = 0; i < n; ++i)
            out[first + static_cast<std::int64_t>(i)] = convert(chunk[i], first + static_cast<std::int64_t>(i));
    }
}

void check_count(const SafetensorsFile& file, const SafetensorsEntry& entry, std::int64_t count) {
    if (entry.count() != count)
        throw Error(fmt::format("{}: shape {} holds {} elements, but {} were asked for",
                                tensor_in_file(file.path(), entry.name), shape_text(entry.shape), entry.count(),
                                count));
}

[[noreturn]] void fail_dtype(const SafetensorsFile& file, const SafetensorsEntry& entry, std::string_view valid) {
    throw Error(fmt::format("{}: is {}, but {} are needed here", tensor_in_file(file.path(), entry.name),
                            dtype_name(entry.dtype), valid));
}

/// 1 sign bit, 5 of exponent (bias 15), 10 of fraction; float has 8 (bias 127) and 23.
float from_half(std::uint16_t half) {
    const std::uint32_t sign = std::uint32_t{half} >> 15 << 31;
    const std::uint32_t exponent = half >> 10 & 0x1f;
    const std::uint32_t fraction = half & 0x3ff;
    if (exponent == 0) {  // 0 and the subnormals: fraction * 2^-24, exact in float
        const float magnitude = static_cast<float>(fraction) * 0x1p-24f;
        return sign ? -magnitude : magnitude;
    }
    const std::uint32_t wide = exponent == 31 ? 255 : exponent + (127 - 15);  // 31: infinity and NaN
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

/// The upper half of a float.
float from_bfloat(std::uint16_t half) {
    return std::bit_cast<float>(std::uint32_t{half} << 16);
}

template <class Value>
void read_floating(const SafetensorsFile& file, const SafetensorsEntry& entry, Value* out, std::int64_t count) {
    check_count(file, entry, count);
    const auto cast = [](auto stored, std::int64_t) { return static_cast<Value>(stored); };
    switch (entry.dtype) {
        case Dtype::F64:
            return read_converted<double>(file, entry, out, cast);
        case Dtype::F32:
            return read_converted<float>(file, entry, out, cast);
        case Dtype::F16:
            return read_converted<std::uint16_t>(file, entry, out,
                                                 [](std::uint16_t h, std::int64_t) { return Value{from_half(h)}; });
        case Dtype::BF16:
            return read_converted<std::uint16_t>(file, entry, out,
                                                 [](std::uint16_t h, std::int64_t) { return Value{from_bfloat(h)}; });
        default:
            fail_dtype(file, entry, "F64, F32, F16 or BF16");
    }
}

}  // namespace

void read_values(const SafetensorsFile& file, const SafetensorsEntry& entry, float* out, std::int64_t count) {
    read_floating(file, entry, out, count);
}

void read_values(const SafetensorsFile& file, const SafetensorsEntry& entry, double* out, std::int64_t count) {
    read_floating(file, entry, out, count);
}

void read_values(const SafetensorsFile& file, const SafetensorsEntry& entry, std::int32_t* out, std::int64_t count) {
    check_count(file, entry, count);
    const auto narrow = [&](std::int64_t value, std::int64_t index) {
        using Limits = std::numeric_limits<std::int32_t>;
        if (value < Limits::min() || value > Limits::max())
            throw Error(fmt::format("{}: element {} is {}, which does not fit into 32 bits",
                                    tensor_in_file(file.path(), entry.name), index, value));
        return static_cast<std::int32_t>(value);
    };
    if (entry.dtype == Dtype::I32)
        read_converted<std::int32_t>(file, entry, out, narrow);
    else if (entry.dtype == Dtype::I64)
        read_converted<std::int64_t>(file, entry, out, narrow);
    else
        fail_dtype(file, entry, "I32 or I64");
}

}  // namespace vitro::core
