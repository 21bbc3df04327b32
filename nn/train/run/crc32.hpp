// nn/train/run/crc32.hpp: checksums of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitro::nn {

/// CRC-32 (ISO 3309, as in zip and PNG), continued from `crc`.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc = 0);

/// CRC-32C (Castagnoli; RFC 3720, as in iSCSI and in TensorFlow's records), continued from `crc`.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t crc = 0);

}  // namespace vitro::nn
