// tests/core/check/families_test.cpp: that the sample masks hold every kind, with rows that may attend to nothing.
#include "core/check/families.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

using namespace vitro::core;
using namespace vitro::core::check;

namespace {

bool has_an_empty_row(const Mask& mask, std::int64_t batch, std::int64_t heads, std::int64_t queries,
                      std::int64_t keys) {
    for (std::int64_t row = 0; row < batch * heads * queries; ++row) {
        bool empty = true;
        for (std::int64_t j = 0; j < keys; ++j)
            empty &= !mask.may_attend(row / queries / heads, row / queries % heads, row % queries, j);
        if (empty) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("of each kind of mask there is one that leaves a row nothing to attend to") {
    bool causal = false, padding = false, table = false, plain = false;
    for (const Mask& mask : sample_masks(2, 3, 4, 5)) {
        mask.require_fits("test", 2, 3, 4, 5);
        plain |= mask.everything();
        if (!has_an_empty_row(mask, 2, 3, 4, 5)) continue;
        causal |= mask.is_causal() && !mask.has_lengths() && !mask.allowed();
        padding |= !mask.is_causal() && mask.has_lengths();
        table |= !mask.is_causal() && mask.allowed();
    }
    CHECK(plain);
    CHECK(causal);
    CHECK(padding);
    CHECK(table);
}
