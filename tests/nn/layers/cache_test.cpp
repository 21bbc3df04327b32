// tests/nn/layers/cache_test.cpp: which sequence is where, what is copied, and what is refused.
#include "nn/layers/cache.hpp"

#include <doctest/doctest.h>
#include <vector>

#include "nn/init.hpp"
#include "tests/error_of.hpp"

using namespace vitro;
using core::Indices;
using core::Shape;
using core::Tensor;
using core::Variable;
using nn::KeyValueCache;
using test::error_of;

namespace {

constexpr std::int64_t kMost = 4, kCapacity = 3;

/// Appends one position of width 1, a number for each sequence, to both layers; values are the keys' negatives.
void append(KeyValueCache& cache, const std::vector<real>& numbers) {
    for (std::int64_t layer = 0; layer < 2; ++layer) {
        Tensor keys({std::ssize(numbers), 1, 1}), values(keys.shape());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            keys.write()[i] = numbers[i] + static_cast<real>(100 * layer);
            values.write()[i] = -keys.data()[i];
        }
        cache.append(layer, keys, values);
    }
    cache.advance(1);
}

/// What each sequence has, in a layer; checks that the values are the keys' negatives.
std::vector<std::vector<real>> sequences(KeyValueCache& cache, std::int64_t layer) {
    const Tensor none(Shape{cache.sequences(), 0, 1});
    const nn::KeysAndValues& all = cache.append(layer, none, none);
    std::vector<std::vector<real>> result;
    for (std::int64_t i = 0; i < cache.sequences(); ++i) {
        const std::int64_t first = cache.entries().data()[i] * kCapacity;
        const real *const keys = all.keys.data() + first, *const values = all.values.data() + first;
        result.emplace_back(keys, keys + cache.length());
        for (std::int64_t t = 0; t < cache.length(); ++t) CHECK(values[t] == -keys[t]);
    }
    return result;
}

using Rows = std::vector<std::vector<real>>;

}  // namespace

TEST_CASE("sequences grow, split, end and change places") {
    KeyValueCache cache(2, kMost, kCapacity, 1);
    cache.start(2);
    append(cache, {1, 2});
    cache.follow(std::vector<std::int64_t>{1, 0, 1, 1});
    CHECK(sequences(cache, 0) == Rows{{2}, {1}, {2}, {2}});
    append(cache, {3, 4, 5, 6});
    CHECK(sequences(cache, 0) == Rows{{2, 3}, {1, 4}, {2, 5}, {2, 6}});
    CHECK(sequences(cache, 1) == Rows{{102, 103}, {101, 104}, {102, 105}, {102, 106}});
    cache.follow(std::vector<std::int64_t>{3, 3, 2, 3});  // two end, in whose places two go on from the last
    append(cache, {7, 8, 9, 10});
    CHECK(sequences(cache, 0) == Rows{{2, 6, 7}, {2, 6, 8}, {2, 5, 9}, {2, 6, 10}});
    CHECK(sequences(cache, 1) == Rows{{102, 106, 107}, {102, 106, 108}, {102, 105, 109}, {102, 106, 110}});
    cache.follow(std::vector<std::int64_t>{2});
    CHECK(sequences(cache, 0) == Rows{{2, 5, 9}});
    cache.shorten(1);
    CHECK(cache.length() == 1);
    append(cache, {11});
    CHECK(sequences(cache, 0) == Rows{{2, 11}});
    cache.follow({});
    CHECK(cache.sequences() == 0);
    cache.start(4);
    CHECK(cache.length() == 0);
}

TEST_CASE("a sequence that one other goes on from is not copied") {
    KeyValueCache cache(2, kMost, kCapacity, 1);
    cache.start(3);
    append(cache, {1, 2, 3});
    const std::vector<std::int32_t> before(cache.entries().data(), cache.entries().data() + 3);
    cache.follow(std::vector<std::int64_t>{2, 0});
    CHECK(cache.entries().data()[0] == before[2]);
    CHECK(cache.entries().data()[1] == before[0]);
}

TEST_CASE("a cache refuses what it has no room or no place for") {
    CHECK(error_of([] { KeyValueCache(2, 0, 5, 8); }) ==
          "[cache] 2 layers, 0 sequences of 5 positions, width 8: each must be 1 at least");
    KeyValueCache cache(2, kMost, kCapacity, 1);
    CHECK(error_of([&] { cache.start(5); }) == "[cache] 5 sequences: there is room for 4");
    CHECK(error_of([&] { cache.follow(std::vector<std::int64_t>{0}); }) ==
          "[cache] there is no sequence 0: there are none yet");
    cache.start(2);
    CHECK(error_of([&] {
              cache.follow(std::vector<std::int64_t>{0, 2});
          }) == "[cache] there is no sequence 2: valid are 0 to 1");
    CHECK(error_of([&] { cache.follow(std::vector<std::int64_t>(5, 1)); }) ==
          "[cache] 5 sequences: there is room for 4");
    append(cache, {1, 2});
    CHECK(error_of([&] { cache.shorten(2); }) == "[cache] sequences of 1 positions cannot be shortened to 2");
    const Tensor two({2, 2, 1}), three({2, 3, 1}), other({3, 1, 1});
    CHECK(error_of([&] { cache.append(0, three, three); }) == "[cache] 1 positions and 3 more: there is room for 3");
    CHECK(error_of([&] { cache.append(0, two, three); }) ==
          "[cache] keys (2,2,1) and values (2,3,1): wanted are (2,new positions,1) for both");
    CHECK(error_of([&] { cache.append(0, other, other); }) ==
          "[cache] keys (3,1,1) and values (3,1,1): wanted are (2,new positions,1) for both");
    CHECK(error_of([&] { cache.append(2, two, two); }) == "[cache] there is no layer 2: valid are 0 to 1");
    const Variable weight = nn::Parameters().add(core::Path() / "w", {2, 2, 1}, nn::init::ones());
    CHECK(error_of([&] { cache.append(0, weight, two); }) ==
          "[cache] keys and values are written in place, so no graph may hold them: decode within NoGrad");
    CHECK(cache.length() == 1);
}

TEST_CASE("each sequence of a decoder looks at the memory of its parent") {
    const Tensor memory({3, 2, 1});
    nn::DecoderCache cache(std::vector<nn::KeysAndValues>{{memory, memory}}, Indices::from({3}, {2, 1, 2}),
                           KeyValueCache(1, kMost, kCapacity, 1));
    CHECK(error_of([&] { cache.start(std::vector<std::int64_t>{3}); }) ==
          "[cache] there is no memory 3: valid are 0 to 2");
    cache.start(std::vector<std::int64_t>{0, 1, 2});
    CHECK(cache.mask().str() == "padding(2,1,2)");
    cache.follow(std::vector<std::int64_t>{1, 2, 1});
    CHECK(std::vector<std::int32_t>(cache.memories().data(), cache.memories().data() + 3) ==
          std::vector<std::int32_t>{1, 2, 1});
    CHECK(cache.mask().str() == "padding(1,2,1)");
}
