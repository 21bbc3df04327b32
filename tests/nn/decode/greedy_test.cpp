// tests/nn/decode/greedy_test.cpp: on models whose every choice is known, and in batches.
#include "nn/decode/greedy.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "core/ops.hpp"
#include "nn/decode/beam.hpp"
#include "tests/nn/decode/markov.hpp"

using namespace vitro;
using core::Indices;
using nn::Decoded;
using test::Example;
using Ids = std::vector<std::int32_t>;

namespace {

/// begin -> 4 (0.6), 5 (0.4); 4 -> 5 (0.7), end (0.3); 5 -> end (0.9), 4 (0.1).
Example chain(std::int64_t max_positions = 20) {
    return test::markov({{0, 0, 0, 1, 0, 0},
                         {0, 0, 0, 1, 0, 0},
                         {0, 0, 0, 0, 0.6, 0.4},
                         {0, 0, 0, 1, 0, 0},
                         {0, 0, 0, 0.3, 0, 0.7},
                         {0, 0, 0, 0.9, 0.1, 0}},
                        max_positions);
}

}  // namespace

TEST_CASE("greedy search takes the most likely token each time, until the end mark") {
    const Example example = chain();
    const test::Sources one = test::sources({3});
    const std::vector<Decoded> results = nn::greedy(example.model, one.ids, one.lengths);
    REQUIRE(results.size() == 1);
    CHECK(results[0].ids == Ids{4, 5});
    CHECK(results[0].ended);
    CHECK(results[0].log_probability == doctest::Approx(std::log(0.6 * 0.7 * 0.9)));
    CHECK(results[0].score == results[0].log_probability);
}

TEST_CASE("greedy search stops at the length limit of each sentence, and where the positions end") {
    const Example example = test::markov(std::vector(6, std::vector<double>{0, 0, 0, 0.1, 0.9, 0}), 7);
    const test::Sources batch = test::sources({3, 1, 7});
    const std::vector<Decoded> results =
        nn::greedy(example.model, batch.ids, batch.lengths, {.extra_length = 2, .length_ratio = 1});
    CHECK(results[0].ids == Ids(5, 4));
    CHECK(results[1].ids == Ids(3, 4));
    CHECK(results[2].ids == Ids(7, 4));
    for (const Decoded& result : results) CHECK_FALSE(result.ended);
    CHECK(results[1].log_probability == doctest::Approx(3 * std::log(0.9)));
}

TEST_CASE("other marks may begin and end a sentence") {
    const Example example = chain();
    const test::Sources one = test::sources({3});
    CHECK(nn::greedy(example.model, one.ids, one.lengths, {.begin = 4, .end = 5})[0].ids.empty());
    const nn::SearchOptions no_end{.extra_length = 4, .length_ratio = 0, .begin = 2, .end = -1};
    CHECK(nn::greedy(example.model, one.ids, one.lengths, no_end)[0].ids == Ids{4, 5, 3, 3});
}

TEST_CASE("a banned token gives way to the next best, by greedy and by beam search") {
    const Example example = chain();
    const test::Sources one = test::sources({3});
    const nn::SearchOptions without_4{.banned = 4};
    const auto beam = nn::beam_search(example.model, one.ids, one.lengths, {.search = without_4, .beams = 2});
    for (const Decoded& result : {nn::greedy(example.model, one.ids, one.lengths, without_4)[0], beam[0]}) {
        CHECK(result.ids == Ids{5});
        CHECK(result.log_probability == doctest::Approx(std::log(0.4 * 0.9)));
    }
}

TEST_CASE("a sentence is translated alike in a batch and alone, with the probability that the model gives it") {
    nn::TransformerConfig config = test::tiny_config();
    config.max_positions = 9;
    const test::Sources batch = test::sources({4, 2, 7, 5, 1, 3});
    int ended = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const Example example(config, seed);
        const std::vector<Decoded> together = nn::greedy(example.model, batch.ids, batch.lengths);
        for (std::int64_t i = 0; i < 6; ++i) {
            const std::int64_t length = batch.lengths.data()[i];
            const Indices ids =
                Indices::from({1, length}, std::span(batch.ids.data() + i * 7, static_cast<std::size_t>(length)));
            const Indices lengths = Indices::from({1}, {static_cast<std::int32_t>(length)});
            const Decoded alone = nn::greedy(example.model, ids, lengths)[0];
            CHECK(together[i].ids == alone.ids);
            CHECK(together[i].log_probability == doctest::Approx(alone.log_probability).epsilon(1e-4));
            if (!alone.ended) continue;
            ++ended;
            Ids target_in = alone.ids, target_out = alone.ids;
            target_in.insert(target_in.begin(), 2);
            target_out.push_back(3);
            const core::Shape shape{1, std::ssize(target_in)};
            const core::Loss loss = core::cross_entropy(example.model(ids, lengths, Indices::from(shape, target_in)),
                                                        Indices::from(shape, target_out));
            CHECK(static_cast<double>(loss.sum.value.item()) == doctest::Approx(-alone.log_probability).epsilon(1e-4));
        }
    }
    CHECK(ended > 0);
    CHECK(ended < 48);
}
