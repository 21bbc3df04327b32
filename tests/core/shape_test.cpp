// tests/core/shape_test.cpp: sizes of axes, how they are printed, broadcast and refused.
#include "core/shape.hpp"

#include <doctest/doctest.h>
#include <vector>

#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

TEST_CASE("a shape knows its axes, its size and its rows") {
    const Shape shape{2, 3, 4};
    CHECK(shape.rank() == 3);
    CHECK(shape.size() == 24);
    CHECK(shape.rows() == 6);
    CHECK(shape.cols() == 4);
    CHECK(shape[0] == 2);
    CHECK(shape[-1] == 4);
    CHECK(shape.str() == "(2,3,4)");
    CHECK(shape.normalized(-3) == 0);
    CHECK(std::vector<std::int64_t>(shape.begin(), shape.end()) == std::vector<std::int64_t>{2, 3, 4});
}

TEST_CASE("a scalar has no axes, one element and one row") {
    const Shape scalar;
    CHECK(scalar.rank() == 0);
    CHECK(scalar.size() == 1);
    CHECK(scalar.rows() == 1);
    CHECK(scalar.cols() == 1);
    CHECK(scalar.str() == "()");
    CHECK(scalar == Shape{});
    CHECK(scalar != Shape{1});
}

TEST_CASE("an axis of size 0 makes a shape of size 0") {
    CHECK(Shape{3, 0, 2}.size() == 0);
    CHECK(Shape{3, 0}.rows() == 3);
    CHECK(Shape{0, 3}.rows() == 0);
}

TEST_CASE("shapes are made from shapes") {
    const Shape shape{2, 3, 4};
    CHECK(shape.with(-2, 7) == Shape{2, 7, 4});
    CHECK(shape.without(0) == Shape{3, 4});
    CHECK(shape.without(-1) == Shape{2, 3});
    CHECK(shape.appended(5) == Shape{2, 3, 4, 5});
    CHECK(Shape{}.appended(5) == Shape{5});
}

TEST_CASE("impossible shapes are refused in a sentence") {
    CHECK(error_of([] { Shape{1, 2, 3, 4, 5}; }) == "[shape] 5 axes: at most 4 are supported");
    CHECK(error_of([] { Shape{1, 2, 3, 4}.appended(5); }) == "[shape] 5 axes: at most 4 are supported");
    CHECK(error_of([] { Shape{2, -1}; }) == "[shape] (2,-1): a size cannot be negative");
    const std::int64_t large = std::int64_t{1} << 30;
    CHECK(Shape{large, 1 << 26}.size() == std::int64_t{1} << 56);
    CHECK(error_of([&] { Shape{large, large}; }) == "[shape] (1073741824,1073741824): too many elements");
    CHECK(error_of([&] { Shape{large, large, 0}; }) == "[shape] (1073741824,1073741824,0): too many elements");
    CHECK(error_of([] { return Shape{2, 3}[2]; }) == "[shape] axis 2 of (2,3): valid axes are -2 to 1");
}

TEST_CASE("broadcasting aligns axes at the end and stretches sizes of 1") {
    CHECK(broadcast({2, 3}, {3}, "add") == Shape{2, 3});
    CHECK(broadcast({3}, {2, 3}, "add") == Shape{2, 3});
    CHECK(broadcast({2, 1}, {1, 3}, "add") == Shape{2, 3});
    CHECK(broadcast({}, {4}, "add") == Shape{4});
    CHECK(broadcast({4, 1, 3, 1}, {2, 1, 5}, "add") == Shape{4, 2, 3, 5});
    CHECK(broadcast({1}, {0}, "add") == Shape{0});
    CHECK(error_of([] {
              broadcast({2, 3}, {4, 3}, "add");
          }) == "[add] (2,3) x (4,3): sizes 2 and 4 on axis -2 differ and neither is 1");
    CHECK(error_of([] {
              broadcast({3}, {2, 4}, "mul");
          }) == "[mul] (3) x (2,4): sizes 3 and 4 on axis -1 differ and neither is 1");
}
