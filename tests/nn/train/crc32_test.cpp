// tests/nn/train/crc32_test.cpp: the checksum against its published check value.
#include "nn/train/crc32.hpp"

#include <doctest/doctest.h>
#include <string_view>

using vitro::nn::crc32;

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
