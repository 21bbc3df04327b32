// tests/core/indices_test.cpp: blocks of integers.
#include "core/indices.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

TEST_CASE("indices hold integers under a shape") {
    const Indices ids = Indices::from({2, 3}, {1, 2, 3, 4, 5, 6});
    CHECK(ids.size() == 6);
    CHECK(ids.data()[4] == 5);
    CHECK(ids.reshape({3, 2}).shape() == Shape{3, 2});
    CHECK(ids.reshape({3, 2}).data() == ids.data());
}

TEST_CASE("copies of indices share their integers, and writing is counted") {
    Indices ids = Indices::from({2}, {1, 2});
    const Indices copy = ids;
    const auto version = ids.storage().version();
    ids.write()[0] = 9;
    CHECK(copy.data()[0] == 9);
    CHECK(copy.storage().version() == version + 1);
}

TEST_CASE("indices that do not fit or are not there are refused") {
    CHECK(error_of([] { Indices::from({2, 2}, {1, 2, 3}); }) == "[indices] 3 values for shape (2,2), which holds 4");
    CHECK(error_of([] {
              Indices::from({2}, {1, 2}).reshape({3});
          }) == "[indices] (2) cannot be seen as (3): 2 and 3 elements");
    CHECK(error_of([] { Indices().data(); }).starts_with("[indices] there are no integers here"));
    CHECK(error_of([] { Indices().write(); }).starts_with("[indices] there are no integers here"));
}
