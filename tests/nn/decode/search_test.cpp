// tests/nn/decode/search_test.cpp: how long a translation may be.
#include "nn/decode/search.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using vitro::nn::longest_translation;
using vitro::test::error_of;

TEST_CASE("a translation may have extra + ratio x source tokens, and as many as there are positions") {
    CHECK(longest_translation({}, 7, 100) == 20);
    CHECK(longest_translation({.extra_length = 50, .length_ratio = 1}, 7, 100) == 57);
    CHECK(longest_translation({.extra_length = 2, .length_ratio = 1.5}, 5, 100) == 9);
    CHECK(longest_translation({.extra_length = 3, .length_ratio = 0}, 50, 100) == 3);
    CHECK(longest_translation({}, 90, 100) == 100);
    CHECK(longest_translation({.length_ratio = 1e30}, 90, 100) == 100);
}

TEST_CASE("options that allow no token are an error") {
    CHECK(error_of([] { longest_translation({.extra_length = -14}, 9, 100); }) ==
          "[search] -14 + 1.5 x 9 source tokens: a translation must be allowed at least one token");
    CHECK(error_of([] { longest_translation({.extra_length = 0, .length_ratio = 0}, 9, 100); }) != "no error");
}
