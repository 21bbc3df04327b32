// nn/train/run/crc32.cpp: one table look-up a byte.
#include "nn/train/run/crc32.hpp"

#include <array>

namespace vitro::nn {
namespace {

using Table = std::array<std::uint32_t, 256>;

constexpr Table make_table(std::uint32_t polynomial) {  // its lowest power in the highest bit
    Table table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t remainder = byte;
        for (int bit = 0; bit < 8; ++bit) remainder = (remainder >> 1) ^ (remainder & 1 ? polynomial : 0);
        table[byte] = remainder;
    }
    return table;
}

constexpr Table kIso3309 = make_table(0xEDB88320);     // x^32 + x^26 + x^23 + ... + 1
constexpr Table kCastagnoli = make_table(0x82F63B78);  // x^32 + x^28 + x^27 + ... + 1

std::uint32_t remainder_of(std::span<const std::byte> bytes, std::uint32_t crc, const Table& table) {
    crc = ~crc;
    for (std::byte byte : bytes) crc = (crc >> 8) ^ table[(crc ^ static_cast<std::uint32_t>(byte)) & 0xFF];
    return ~crc;
}

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc) {
    return remainder_of(bytes, crc, kIso3309);
}

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t crc) {
    return remainder_of(bytes, crc, kCastagnoli);
}

}  // namespace vitro::nn
