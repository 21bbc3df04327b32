// tests/kernels/philox_test.cpp: the known answers of Random123.
#include "kernels/philox.hpp"

#include <doctest/doctest.h>

namespace vitro::kernels {

// philox4x32 with 10 rounds in tests/kat_vectors of the Random123 distribution, 1.14.0 (D. E. Shaw Research): zeros,
// ones, and the digits of pi. A line has the four words of the counter, the two of the key, and the four of the result.
TEST_CASE("philox gives Random123's known answers") {
    CHECK(philox(0, {0, 0, 0, 0}) == PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox(0xffffffffffffffff, {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}) ==
          PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox(0x299f31d0a4093822, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}) ==
          PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

}  // namespace vitro::kernels
