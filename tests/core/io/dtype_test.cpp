// tests/core/io/dtype_test.cpp: names and widths of the element types.
#include "core/io/dtype.hpp"

#include <doctest/doctest.h>

using namespace vitro::core;

TEST_CASE("every dtype is found by its own name") {
    for (int i = 0; i <= static_cast<int>(Dtype::U64); ++i) {
        const auto dtype = static_cast<Dtype>(i);
        CHECK(find_dtype(dtype_name(dtype)) == dtype);
    }
}

TEST_CASE("dtype names and widths are those of the format") {
    CHECK(find_dtype("BF16") == Dtype::BF16);
    CHECK(find_dtype("F8_E5M2FNUZ") == Dtype::F8_E5M2FNUZ);
    CHECK_FALSE(find_dtype("f32").has_value());
    CHECK_FALSE(find_dtype("").has_value());
    CHECK(dtype_bits(Dtype::F4) == 4);
    CHECK(dtype_bits(Dtype::F6_E3M2) == 6);
    CHECK(dtype_bits(Dtype::BOOL) == 8);
    CHECK(dtype_bits(Dtype::F8_E8M0) == 8);
    CHECK(dtype_bits(Dtype::BF16) == 16);
    CHECK(dtype_bits(Dtype::F32) == 32);
    CHECK(dtype_bits(Dtype::C64) == 64);
    CHECK(dtype_bits(Dtype::U64) == 64);
    CHECK(
        all_dtype_names() ==
        "BOOL, F4, F6_E2M3, F6_E3M2, U8, I8, F8_E5M2, F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, I16, U16, F16, BF16, "
        "I32, U32, F32, C64, F64, I64, U64");
}
