// tests/nn/decode/search_test.cpp: how long a translation may be.
#include "nn/decode/search.hpp"

#include <doctest/doctest.h>

#include "tests/nn/data/error_message.hpp"

using vitro::nn::longest_translation;
using vitro::test::error_message;

TEST_CASE("a translation may have extra + ratio x source tokens, and as many as there are positions") {
    CHECK(longest_translation({}, 7, 100) == 57);
    CHECK(longest_translation({.extra_length = 2, .length_ratio = 1.5}, 5, 100) == 9);
    CHECK(longest_translation({.extra_length = 3, .length_ratio = 0}, 50, 100) == 3);
    CHECK(longest_translation({}, 90, 100) == 100);
    CHECK(longest_translation({.length_ratio = 1e30}, 90, 100) == 100);
}

TEST_CASE("options that allow no token are an error") {
    CHECK(error_message([] { longest_translation({.extra_length = -9}, 9, 100); }) ==
          "[search] -9 + 1 x 9 source tokens: a translation must be allowed at least one token");
    CHECK(error_message([] { longest_translation({.extra_length = 0, .length_ratio = 0}, 9, 100); }) != "no error");
}
