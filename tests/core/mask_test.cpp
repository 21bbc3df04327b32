// tests/core/mask_test.cpp: who may attend to whom.
#include "core/mask.hpp"

#include <doctest/doctest.h>
#include <limits>
#include <vector>

#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

namespace {

/// Of batch entry b and head h, rows of '1' and '0'.
std::string picture(const Mask& mask, std::int64_t b, std::int64_t h, std::int64_t queries, std::int64_t keys) {
    std::string rows;
    for (std::int64_t i = 0; i < queries; ++i) {
        if (i) rows += ' ';
        for (std::int64_t j = 0; j < keys; ++j) rows += mask.may_attend(b, h, i, j) ? '1' : '0';
    }
    return rows;
}

Mask table(const Shape& shape, std::vector<std::uint8_t> allowed) {
    return Mask::of(shape, allowed);
}

}  // namespace

TEST_CASE("each kind of mask means what it says") {
    CHECK(picture(Mask::none(), 0, 0, 2, 3) == "111 111");
    CHECK(picture(Mask::causal(), 0, 0, 3, 3) == "100 110 111");
    CHECK(picture(Mask::causal(1), 0, 0, 2, 3) == "110 111");
    CHECK(picture(Mask::causal(-1), 0, 0, 2, 2) == "00 10");
    const Mask padding = Mask::padding(Indices::from({3}, {2, 0, 3}));
    CHECK(picture(padding, 0, 0, 2, 3) == "110 110");
    CHECK(picture(padding, 1, 5, 2, 3) == "000 000");
    CHECK(picture(padding, 2, 0, 2, 3) == "111 111");
}

TEST_CASE("a table's axes align at the end and sizes of 1 stretch") {
    const Mask keys = table({3}, {1, 0, 1});
    CHECK(picture(keys, 1, 2, 2, 3) == "101 101");
    const Mask queries_and_keys = table({2, 2}, {0, 1, 1, 0});
    CHECK(picture(queries_and_keys, 0, 1, 2, 2) == "01 10");
    const Mask by_head = table({2, 1, 2}, {1, 0, 0, 1});
    CHECK(picture(by_head, 3, 0, 2, 2) == "10 10");
    CHECK(picture(by_head, 3, 1, 2, 2) == "01 01");
    const Mask by_batch = table({2, 1, 1, 2}, {1, 1, 0, 1});
    CHECK(picture(by_batch, 1, 4, 1, 2) == "01");
}

TEST_CASE("a combination allows what both allow") {
    const Mask padding = Mask::padding(Indices::from({2}, {3, 1}));
    const Mask both = Mask::causal() & padding;
    CHECK(picture(both, 0, 0, 3, 3) == "100 110 111");
    CHECK(picture(both, 1, 0, 3, 3) == "100 100 100");
    CHECK(picture(Mask::causal(2) & Mask::causal(0), 0, 0, 2, 3) == "100 110");
    CHECK(picture(padding & Mask::padding(Indices::from({2}, {2, 5})), 0, 0, 1, 3) == "110");
    CHECK(picture(padding & Mask::padding(Indices::from({2}, {2, 5})), 1, 0, 1, 3) == "100");
    CHECK(picture(table({3}, {1, 1, 0}) & table({3}, {0, 1, 1}), 0, 0, 1, 3) == "010");
    CHECK(picture(table({3}, {1, 1, 0}) & Mask::causal(), 0, 0, 2, 3) == "100 110");
    CHECK((Mask::none() & Mask::none()).everything());
    CHECK_FALSE(both.everything());
}

TEST_CASE("tables of different axes combine as they stretch to the scores") {
    const Mask keys = table({3}, {1, 1, 0}), by_batch = table({2, 1, 1, 3}, {1, 0, 1, 0, 1, 1});
    for (const Mask& both : {keys & by_batch, by_batch & keys}) {
        CHECK(both.allowed_shape() == Shape{2, 1, 1, 3});
        CHECK(picture(both, 0, 5, 2, 3) == "100 100");
        CHECK(picture(both, 1, 0, 1, 3) == "010");
    }
    const Mask by_head = table({2, 1, 2}, {1, 1, 0, 1}), by_query = table({3, 2}, {1, 0, 0, 1, 1, 1});
    CHECK((by_head & by_query).allowed_shape() == Shape{2, 3, 2});
    CHECK(picture(by_head & by_query, 0, 0, 3, 2) == "10 01 11");
    CHECK(picture(by_head & by_query, 0, 1, 3, 2) == "00 01 01");
}

TEST_CASE("an offset beyond every position allows all or nothing") {
    constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
    CHECK(picture(Mask::causal(largest), 0, 0, 2, 3) == "111 111");
    CHECK(picture(Mask::causal(-largest - 1), 0, 0, 2, 3) == "000 000");
}

TEST_CASE("lengths are copied: writing to the batch changes no mask") {
    Indices lengths = Indices::from({1}, {2});
    const Mask mask = Mask::padding(lengths);
    lengths.write()[0] = 0;
    CHECK(mask.may_attend(0, 0, 0, 1));
}

TEST_CASE("masks print as they were made") {
    CHECK(Mask::none().str() == "none");
    CHECK(Mask::causal(3).str() == "causal(3)");
    const Mask all = Mask::causal() & Mask::padding(Indices::from({2}, {3, 2})) & table({1, 2}, {1, 1});
    CHECK(all.str() == "causal(0) & padding(3,2) & of(1,2)");
}

TEST_CASE("masks that cannot be are refused") {
    CHECK(error_of([] {
              Mask::padding(Indices::from({1, 2}, {1, 2}));
          }) == "[mask] padding needs lengths of shape (batch), got (1,2)");
    CHECK(error_of([] { table({2, 2}, {1, 1, 1}); }) == "[mask] 3 values for shape (2,2), which holds 4");
    CHECK(error_of([] { table({2}, {1, 2}); }) == "[mask] a table holds 1 (may attend) and 0 (may not) only");
    CHECK(error_of([] { table({}, {1}); }) == "[mask] a table needs the axis of keys at least, got ()");
    CHECK(error_of([] {
              table({2}, {1, 1}) & table({2, 1}, {1, 1});
          }) == "[mask] tables of shapes (2) and (2,1), over 2 and 1 keys, cannot be combined");
    CHECK(error_of([] {
              table({2, 1}, {1, 1}) & table({3, 1}, {1, 1, 1});
          }) == "[mask] (2,1) x (3,1): sizes 2 and 3 on axis -2 differ and neither is 1");
    CHECK(error_of([] {
              Mask::padding(Indices::from({1}, {1})) & Mask::padding(Indices::from({2}, {1, 1}));
          }) == "[mask] lengths of 1 and of 2 sequences cannot be combined");
}

TEST_CASE("a mask that does not fit the scores is refused") {
    const auto misfit = [](const Mask& mask) { return error_of([&] { mask.require_fits("softmax", 2, 3, 4, 5); }); };
    CHECK(misfit(Mask::causal()) == "no error");
    CHECK(misfit(Mask::padding(Indices::from({3}, {1, 1, 1}))) ==
          "[softmax] the mask has 3 lengths for a batch of 2 in scores of shape (2,3,4,5)");
    CHECK(misfit(table({4, 1}, {1, 1, 1, 1})) ==
          "[softmax] a mask of shape (4,1) does not fit scores of shape (2,3,4,5)");
    CHECK(misfit(table({2, 5}, std::vector<std::uint8_t>(10, 1))) ==
          "[softmax] a mask of shape (2,5) does not fit scores of shape (2,3,4,5)");
    CHECK(misfit(table({1, 1, 4, 5}, std::vector<std::uint8_t>(20, 1))) == "no error");
}
