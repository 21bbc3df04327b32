// tests/nn/train/run/crc32_test.cpp: checksums against their published check values.
#include "nn/train/run/crc32.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <string_view>

using vitro::nn::crc32;
using vitro::nn::crc32c;

namespace {

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

}  // namespace

TEST_CASE("crc32: the check value of the standard") {
    CHECK(crc32(bytes("123456789")) == 0xCBF43926);
    CHECK(crc32(bytes("The quick brown fox jumps over the lazy dog")) == 0x414FA339);
    CHECK(crc32({}) == 0);
}

TEST_CASE("crc32: in two pieces as in one") {
    CHECK(crc32(bytes("6789"), crc32(bytes("12345"))) == crc32(bytes("123456789")));
}

TEST_CASE("crc32c: the values of RFC 3720, appendix B.4") {
    std::array<std::byte, 32> data{};
    CHECK(crc32c(data) == 0x8A9136AA);
    data.fill(std::byte{0xFF});
    CHECK(crc32c(data) == 0x62A8AB43);
    for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::byte>(i);
    CHECK(crc32c(data) == 0x46DD794E);
    std::reverse(data.begin(), data.end());
    CHECK(crc32c(data) == 0x113FDB5C);
    CHECK(crc32c(bytes("123456789")) == 0xE3069283);
    CHECK(crc32c(bytes("6789"), crc32c(bytes("12345"))) == 0xE3069283);
}
