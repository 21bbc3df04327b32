// tests/bench/compare/comparison_test.cpp: ratios, their noise, and what is not compared.
#include "bench/compare/comparison.hpp"

#include <doctest/doctest.h>

#include "tests/bench/results.hpp"

namespace vitro::bench {

using bench_test::record;
using bench_test::result;

TEST_CASE("a ratio above 1 is faster, its spread adds both in squares") {
    const Comparison comparison = comparison_of(result("a", 3e-3, 0.09e-3), result("a", 2e-3, 0.08e-3));
    CHECK(comparison.ratio == doctest::Approx(1.5));
    CHECK(comparison.spread == doctest::Approx(1.5 * 0.05));  // 3 % and 4 %
    CHECK(comparison.is_beyond_noise());
}

TEST_CASE("what lies within the spread, or below two percent, is no news") {
    CHECK(!comparison_of(result("a", 1.1e-3, 0.1e-3), result("a", 1e-3, 0.1e-3)).is_beyond_noise());
    CHECK(!comparison_of(result("a", 1.015e-3), result("a", 1e-3)).is_beyond_noise());
    CHECK(comparison_of(result("a", 1.03e-3), result("a", 1e-3)).is_beyond_noise());
    CHECK(comparison_of(result("a", 1e-3), result("a", 1.1e-3)).is_beyond_noise());
}

TEST_CASE("records are compared by name, the slower first, and what is in one only or refused is told") {
    const Difference difference =
        difference_of(record({result("same", 1e-3), result("faster", 2e-3), result("gone", 1e-3),
                              result("slower", 1e-3), result("wrong", 1e-3, 0, 1.5)}),
                      record({result("slower", 2e-3), result("new", 1e-3), result("same", 1e-3), result("faster", 1e-3),
                              result("wrong", 1e-3)}));
    REQUIRE(difference.both.size() == 3);
    CHECK(difference.both[0].name == "slower");
    CHECK(difference.both[1].name == "same");
    CHECK(difference.both[2].name == "faster");
    CHECK(difference.only_before == std::vector<std::string>{"gone"});
    CHECK(difference.only_after == std::vector<std::string>{"new"});
    CHECK(difference.refused == std::vector<std::string>{"wrong"});
}

}  // namespace vitro::bench
