// tests/core/ops/layouts_test.cpp: from shapes to what the kernels take.
#include "core/ops/layouts.hpp"

#include <doctest/doctest.h>
#include <vector>

#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

namespace {

std::vector<std::int64_t> list(const std::int64_t (&numbers)[4]) {
    return {numbers, numbers + 4};
}

}  // namespace

TEST_CASE("sizes align at the end") {
    CHECK(list(layout_of({2, 3}).size) == std::vector<std::int64_t>{1, 1, 2, 3});
    CHECK(list(layout_of({}).size) == std::vector<std::int64_t>{1, 1, 1, 1});
    CHECK(layout_of({2, 3, 4, 5}).total() == 120);
}

TEST_CASE("strides are 0 where an operand is repeated") {
    const auto layout = layout_of({2, 3, 4, 5});
    CHECK(list(strides_over({2, 3, 4, 5}, layout).of) == std::vector<std::int64_t>{60, 20, 5, 1});
    CHECK(list(strides_over({3, 1, 5}, layout).of) == std::vector<std::int64_t>{0, 5, 0, 1});
    CHECK(list(strides_over({1}, layout).of) == std::vector<std::int64_t>{0, 0, 0, 0});
}

TEST_CASE("a mask's view points at what the mask holds") {
    const Mask mask = Mask::causal(2) & Mask::padding(Indices::from({2}, {1, 2})) &
                      Mask::of({3, 1, 5}, std::vector<std::uint8_t>(15, 1));
    const auto view = mask_view("softmax", mask, {2, 3, 4, 5});
    CHECK(view.heads == 3);
    CHECK(view.queries == 4);
    CHECK(view.causal);
    CHECK(view.causal_offset == 2);
    CHECK(view.lengths[1] == 2);
    CHECK(view.allowed == mask.allowed());
    CHECK(view.allowed_batch_stride == 0);
    CHECK(view.allowed_head_stride == 5);
    CHECK(view.allowed_query_stride == 0);
    CHECK(mask_view("softmax", Mask::none(), {7}).everything());
    CHECK(error_of([&] {
              mask_view("softmax", mask, {3, 3, 4, 5});
          }) == "[softmax] the mask has 2 lengths for a batch of 3 in scores of shape (3,3,4,5)");
}

TEST_CASE("an axis splits a shape into what is around it") {
    const AroundAxis split(Shape{2, 3, 4, 5}, -2);
    CHECK(split.outer == 6);
    CHECK(split.count == 4);
    CHECK(split.inner == 5);
}
