// tests/step/analysis/elements_test.cpp: places and norms.
#include "examples/step/analysis/elements.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace vitro;

TEST_CASE("elements: offsets and indices are each other's inverse") {
    const core::Shape shape{2, 3, 4};
    for (std::int64_t offset = 0; offset < shape.size(); ++offset)
        CHECK(step::offset_of(shape, step::index_of(shape, offset)) == offset);
    CHECK(step::index_text(shape, 23) == "[1,2,3]");
    CHECK(step::index_text({}, 0).empty());
}

TEST_CASE("elements: what was stretched is found again") {
    CHECK(step::narrow_offset({2, 3, 4}, {4}, 23) == 3);
    CHECK(step::narrow_offset({2, 3, 4}, {3, 1}, 23) == 2);
    CHECK(step::narrow_offset({2, 3}, {}, 5) == 0);
}

TEST_CASE("elements: statistics are over what is finite") {
    const std::vector<float> numbers{3, -4, 0, std::numeric_limits<float>::infinity()};
    const step::Statistics s = step::statistics(numbers);
    CHECK(std::isinf(s.norm));  // a length is a number only where all numbers are
    CHECK(s.absmax == 4);
    CHECK(s.zero_share == 0.25);
    CHECK(s.not_finite == 1);
    CHECK(step::statistics({}).norm == 0);
}
