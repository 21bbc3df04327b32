// tests/step/exports/npy_test.cpp: NumPy's format, byte by byte.
#include "examples/step/exports/npy.hpp"

#include <cstring>
#include <doctest/doctest.h>
#include <vector>

#include "tests/error_of.hpp"

using namespace vitro;

TEST_CASE("npy: header and numbers") {
    const std::vector<float> numbers{1, 2, 3, 4, 5, 6};
    const std::string bytes = step::npy_bytes({2, 3}, numbers);
    CHECK(bytes.size() == 128 + 24);
    CHECK(bytes.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
    CHECK(bytes.find("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }") == 10);
    CHECK(bytes[127] == '\n');
    float last = 0;
    std::memcpy(&last, bytes.data() + 128 + 20, 4);
    CHECK(last == 6);
    CHECK(step::npy_bytes({3}, std::vector<float>{1, 2, 3}).find("'shape': (3,)") != std::string::npos);
    CHECK(step::npy_bytes({}, std::vector<float>{1}).find("'shape': ()") != std::string::npos);
}

TEST_CASE("npy: a part of a tensor is not written as the whole") {
    CHECK(test::error_of([] {
              step::write_npy("x.npy", {4}, std::vector<float>{1, 2});
          }) == "x.npy: 2 of 4 numbers are recorded: a slice of those can be written");
}
