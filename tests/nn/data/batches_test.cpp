// tests/nn/data/batches_test.cpp: every pair once, the same batches again after a resumption, and what is refused.
#include "nn/data/batches.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>
#include <set>

#include "tests/error_of.hpp"
#include "tests/nn/data/synthetic_pairs.hpp"

using namespace vitro::nn;
using namespace vitro::test;
using vitro::core::Shape;
using Ids = std::vector<std::int32_t>;

namespace {

/// The pairs of an epoch, batch after batch.
std::vector<Ids> pairs_by_batch(const Epoch& epoch) {
    std::vector<Ids> pairs;
    for (std::size_t i = 0; i < epoch.size(); ++i) pairs.push_back(values(epoch[i].pairs));
    return pairs;
}

void check_each_pair_once(const Epoch& epoch, std::int32_t pairs) {
    Ids seen;
    for (const Ids& batch : pairs_by_batch(epoch)) seen.insert(seen.end(), batch.begin(), batch.end());
    std::sort(seen.begin(), seen.end());
    REQUIRE(static_cast<std::int32_t>(seen.size()) == pairs);
    for (std::int32_t i = 0; i < pairs; ++i) CHECK(seen[i] == i);
}

void check_same(const Batch& a, const Batch& b) {
    CHECK(values(a.source) == values(b.source));
    CHECK(values(a.source_lengths) == values(b.source_lengths));
    CHECK(values(a.target_in) == values(b.target_in));
    CHECK(values(a.target_out) == values(b.target_out));
    CHECK(values(a.target_lengths) == values(b.target_lengths));
}

const ParallelSentences kThree{{.name = "train.de", .ids = {{4, 5, 6}, {7}, {}}},
                               {.name = "train.en", .ids = {{8, 9}, {10, 11, 12, 13}, {14}}}};

}  // namespace

TEST_CASE("batches: the layout of a batch") {
    const Epoch epoch = Batches(kThree, {}).epoch(0);
    REQUIRE(epoch.size() == 1);
    const Batch batch = epoch[0];
    // Sorted: pair 2 reaches 2 positions, pair 0 reaches 4, pair 1 reaches 5.
    CHECK(values(batch.pairs) == Ids{2, 0, 1});
    CHECK(batch.source.shape() == Shape{3, 4});
    CHECK(values(batch.source) == Ids{3, 0, 0, 0, 4, 5, 6, 3, 7, 3, 0, 0});
    CHECK(values(batch.source_lengths) == Ids{1, 4, 2});
    CHECK(batch.target_in.shape() == Shape{3, 5});
    CHECK(values(batch.target_in) == Ids{2, 14, 0, 0, 0, 2, 8, 9, 0, 0, 2, 10, 11, 12, 13});
    CHECK(values(batch.target_out) == Ids{14, 3, 0, 0, 0, 8, 9, 3, 0, 0, 10, 11, 12, 13, 3});
    CHECK(values(batch.target_lengths) == Ids{2, 3, 5});
    CHECK(batch.source_tokens == 7);
    CHECK(batch.target_tokens == 10);
}

TEST_CASE("batches: an epoch holds every pair once, in full batches but for the last of the corpus") {
    const Batches batches(synthetic_pairs(1003), {.batch_size = 20, .pool = 7});
    for (std::int64_t number : {0, 1, 17}) {
        const Epoch epoch = batches.epoch(number);
        check_each_pair_once(epoch, 1003);
        CHECK(epoch.size() == 51);
        std::multiset<std::size_t> sizes;
        for (const Ids& batch : pairs_by_batch(epoch)) sizes.insert(batch.size());
        CHECK(sizes.count(20) == 50);
        CHECK(sizes.count(3) == 1);
    }
}

TEST_CASE("batches: an epoch is a function of seed and number") {
    const auto plan = [](std::uint64_t seed, std::int64_t number) {
        return pairs_by_batch(Batches(synthetic_pairs(500), {.batch_size = 16, .pool = 5, .seed = seed}).epoch(number));
    };
    CHECK(plan(1, 0) == plan(1, 0));
    CHECK(plan(1, 0) != plan(1, 1));
    CHECK(plan(1, 0) != plan(2, 0));
    CHECK(plan(1, 1) != plan(2, 0));
}

TEST_CASE("batches: a new process goes on where the old one stopped, batch for batch") {
    const BatchOptions options{.batch_size = 16, .pool = 5, .seed = 3};
    const Batches old_run(synthetic_pairs(500), options);
    const Epoch first = old_run.epoch(0), second = old_run.epoch(1);
    for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i].source.size() > 0);
    const Epoch resumed = Batches(synthetic_pairs(500), options).epoch(1);
    REQUIRE(resumed.size() == second.size());
    for (std::size_t i = 9; i < second.size(); ++i) check_same(resumed[i], second[i]);
}

TEST_CASE("batches: an epoch outlives the batches that it came from") {
    const auto make = [] { return Batches(kThree, {}).epoch(0); };
    const Epoch epoch = make();
    CHECK(epoch[0].source_tokens == 7);
}

TEST_CASE("batches: a pair meets other pairs in every epoch") {
    const Batches batches(synthetic_pairs(1000), {.batch_size = 10, .pool = 5});
    std::set<std::set<std::int32_t>> companies;
    for (const std::int64_t number : {0, 1, 2})
        for (const Ids& batch : pairs_by_batch(batches.epoch(number))) companies.emplace(batch.begin(), batch.end());
    CHECK(companies.size() == 300);
}

TEST_CASE("batches: max_tokens bounds the positions of each side, batch_size still the rows") {
    const Batches batches(synthetic_pairs(1000), {.batch_size = 40, .max_tokens = 200, .pool = 50});
    const Epoch epoch = batches.epoch(2);
    check_each_pair_once(epoch, 1000);
    std::int64_t most_rows = 0, most_positions = 0;
    for (std::size_t i = 0; i < epoch.size(); ++i) {
        const Batch batch = epoch[i];
        most_rows = std::max(most_rows, batch.source.shape()[0]);
        most_positions = std::max({most_positions, batch.source.size(), batch.target_in.size()});
    }
    CHECK(most_rows == 40);
    CHECK(most_positions <= 200);
    CHECK(most_positions > 180);
    CHECK(epoch.size() < 110);  // about 1000 x 16 positions in batches of 200 make 80
}

TEST_CASE("batches: the count of an epoch is its size") {
    constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
    for (const BatchOptions& options : {BatchOptions{.batch_size = 7, .pool = 3},
                                        {.batch_size = 10, .pool = 1},
                                        {.batch_size = 100, .pool = kHuge},
                                        {.batch_size = kHuge, .pool = 2},
                                        {.batch_size = 7, .max_tokens = 90, .pool = 3}}) {
        CAPTURE(options.batch_size);
        CAPTURE(options.pool);
        const Batches batches(synthetic_pairs(100), options);
        for (std::int64_t epoch = 0; epoch < 3; ++epoch)
            CHECK(batches.count(epoch) == static_cast<std::int64_t>(batches.epoch(epoch).size()));
    }
}

TEST_CASE("batches: limits as large as numbers go mean no limit") {
    constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
    const Batches batches(kThree, {.batch_size = kHuge, .max_tokens = kHuge, .pool = kHuge, .max_length = kHuge});
    CHECK(batches.epoch(0).size() == 1);
}

TEST_CASE("batches: a sentence longer than the model is an error that names its line, on either side") {
    CHECK(Batches(kThree, {.max_length = 5}).pairs() == 3);
    CHECK(error_of([] { Batches(kThree, {.max_length = 4}); }) ==
          "train.en, line 2: 4 tokens and a mark need 5 positions, but the model's max_positions is 4: shorten it, or "
          "train a model with more; a training can leave such pairs out with too_long drop");
    CHECK(error_of([] { Batches(kThree, {.max_length = 3}); }).starts_with("train.de, line 1: "));
    CHECK(error_of([] { Batches(kThree, {.max_tokens = 4}); }).starts_with("train.en, line 2: "));
    CHECK(error_of([] {
              Batches(kThree, {.max_tokens = 4, .max_length = 9});
          }).ends_with(" 5 positions, but max_tokens is 4: set it higher, or too_long to drop"));
}

TEST_CASE("batches: sentences that are too long can be dropped, and are counted") {
    const Batches batches(kThree, {.max_length = 3, .too_long = TooLong::drop});
    CHECK(batches.pairs() == 1);
    CHECK(batches.dropped() == 2);
    const Batch batch = batches.epoch(0)[0];
    CHECK(values(batch.pairs) == Ids{2});
    CHECK(Batches(kThree, {.max_length = 5, .too_long = TooLong::drop}).dropped() == 0);
    CHECK(error_of([] { Batches(kThree, {.max_length = 1, .too_long = TooLong::drop}); }) ==
          "[batches] no pair of train.de and train.en is left to train on");
}

TEST_CASE("batches: a corpus without pairs, or of unequal sides, is an error") {
    const ParallelSentences nothing{{.name = "a", .ids = {}}, {.name = "b", .ids = {}}};
    CHECK(error_of([&] { Batches(nothing, {}); }) == "[batches] no pair of a and b is left to train on");
    ParallelSentences uneven = kThree;
    uneven.target.ids.pop_back();
    CHECK(error_of([&] { Batches(uneven, {}); }) == "[batches] 3 sentences of train.de but 2 of train.en");
}

TEST_CASE("batches: options out of range are errors") {
    CHECK(error_of([] { Batches(kThree, {.batch_size = 0}); }) == "[batches] batch size 0: at least 1");
    CHECK(error_of([] { Batches(kThree, {.pool = 0}); }) == "[batches] pool of 0 batches: at least 1");
    CHECK(error_of([] { Batches(kThree, {.max_tokens = -1}); }).starts_with("[batches] max_tokens -1: "));
    CHECK(error_of([] { Batches(kThree, {.max_length = -1}); }).starts_with("[batches] max_length -1: "));
}

TEST_CASE("batches: a batch that an epoch does not have is an error") {
    const Epoch epoch = Batches(kThree, {.batch_size = 2}).epoch(0);
    CHECK(error_of([&] { epoch[2]; }) == "[batches] batch 2 of an epoch that has 2");
    CHECK_THROWS_AS(epoch.padding(2), vitro::core::Error);
}
