// tests/bench/measure/statistics_test.cpp: median, minimum and spread, against numbers worked out by hand.
#include "bench/measure/statistics.hpp"

#include <doctest/doctest.h>

namespace vitro::bench {

TEST_CASE("statistics of an odd and of an even number of repetitions") {
    const Statistics odd = statistics_of({5, 1, 4, 2, 3});
    CHECK(odd.median == 3);
    CHECK(odd.minimum == 1);
    CHECK(odd.spread == 2);  // from 2 to 4
    CHECK(odd.repetitions == 5);
    const Statistics even = statistics_of({4, 1, 3, 2});
    CHECK(even.median == 2.5);
    CHECK(even.spread == 1.5);  // from 1.75 to 3.25
}

TEST_CASE("a single repetition has no spread") {
    const Statistics one = statistics_of({7});
    CHECK(one.median == 7);
    CHECK(one.minimum == 7);
    CHECK(one.spread == 0);
}

TEST_CASE("one disturbed repetition of seven moves neither median nor spread much") {
    const Statistics disturbed = statistics_of({10, 11, 12, 13, 14, 15, 1000});
    CHECK(disturbed.median == 13);
    CHECK(disturbed.spread == 3);
}

}  // namespace vitro::bench
