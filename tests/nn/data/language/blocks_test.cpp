// tests/nn/data/language/blocks_test.cpp: what is read and what is predicted, drawn at random and side by side.
#include "nn/data/language/blocks.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <numeric>
#include <set>
#include <vector>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::core::Indices;
using vitro::core::Shape;
using vitro::test::error_of;
using Ids = std::vector<std::int32_t>;

namespace {

/// 0, 1, 2, ...: a token's id is its place.
Indices places(std::int64_t count) {
    Ids ids(static_cast<std::size_t>(count));
    std::iota(ids.begin(), ids.end(), 0);
    return Indices::from({count}, ids);
}

Ids all_of(const Indices& indices) {
    return Ids(indices.data(), indices.data() + indices.size());
}

void check_rows(const Block& block) {
    CHECK(block.targets.shape() == block.inputs.shape());
    const Ids inputs = all_of(block.inputs), targets = all_of(block.targets);
    const std::size_t context = static_cast<std::size_t>(block.inputs.shape()[1]);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        CHECK(targets[i] == inputs[i] + 1);
        if (i % context != 0) CHECK(inputs[i] == inputs[i - 1] + 1);
    }
}

}  // namespace

TEST_CASE("blocks: at random, each row is a stretch of the text and the same one token later") {
    const RandomBlocks blocks(places(100), 5, 8, 1, "t");
    for (const std::int64_t step : {0, 1, 1000000}) {
        const Block block = blocks[step];
        CHECK(block.inputs.shape() == Shape{5, 8});
        check_rows(block);
    }
}

TEST_CASE("blocks: a step's batch is a function of seed and step") {
    const RandomBlocks blocks(places(100000), 4, 3, 7, "t");
    const Ids of_step_3 = all_of(blocks[3].inputs);
    CHECK(all_of(blocks[4].inputs) != of_step_3);
    CHECK(all_of(blocks[3].inputs) == of_step_3);
    CHECK(all_of(RandomBlocks(places(100000), 4, 3, 7, "t")[3].inputs) == of_step_3);
    CHECK(all_of(RandomBlocks(places(100000), 4, 3, 8, "t")[3].inputs) != of_step_3);
    std::set<Ids> different;
    for (std::int64_t step = 0; step < 1000; ++step) different.insert(all_of(blocks[step].inputs));
    CHECK(different.size() == 1000);
}

TEST_CASE("blocks: every place that has a context and a token behind it is drawn, as often as any other") {
    const std::int64_t tokens = 13, context = 4, starts = tokens - context, steps = 500, rows = 9;
    const RandomBlocks blocks(places(tokens), rows, context, 1, "t");
    std::vector<int> drawn(static_cast<std::size_t>(starts));
    for (std::int64_t step = 0; step < steps; ++step) {
        const Block block = blocks[step];
        for (std::int64_t row = 0; row < rows; ++row) ++drawn[block.inputs.data()[row * context]];
    }
    const double expected = static_cast<double>(steps * rows) / static_cast<double>(starts);
    for (const int count : drawn) CHECK(std::abs(count - expected) < 5 * std::sqrt(expected));
}

TEST_CASE("blocks: side by side, every token but the first is predicted exactly once") {
    for (const std::int64_t tokens : {2, 4, 5, 8, 9, 31, 32, 33, 34, 100}) {
        CAPTURE(tokens);
        const ConsecutiveBlocks blocks(places(tokens), 3, 4, "t");
        Ids predicted;
        for (std::int64_t batch = 0; batch < blocks.size(); ++batch) {
            const Block block = blocks[batch];
            check_rows(block);
            CHECK(block.inputs.shape()[0] <= 3);
            CHECK(block.inputs.shape()[1] <= 4);
            const Ids targets = all_of(block.targets);
            predicted.insert(predicted.end(), targets.begin(), targets.end());
        }
        Ids expected(static_cast<std::size_t>(tokens - 1));
        std::iota(expected.begin(), expected.end(), 1);
        CHECK(predicted == expected);
        CHECK(blocks.predicted() == tokens - 1);
    }
}

TEST_CASE("blocks: what is left at the end is a batch of its own") {
    const ConsecutiveBlocks blocks(places(1 + 5 * 4 + 2), 3, 4, "t");
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[0].inputs.shape() == Shape{3, 4});
    CHECK(blocks[1].inputs.shape() == Shape{2, 4});
    CHECK(blocks[2].inputs.shape() == Shape{1, 2});
    CHECK(error_of([&] { blocks[3]; }) == "[blocks] batch 3 of 3");
    CHECK(error_of([&] { blocks[-1]; }) == "[blocks] batch -1 of 3");
}

TEST_CASE("blocks: an epoch predicts as many tokens as the text has") {
    CHECK(RandomBlocks(places(1003854), 12, 64, 1, "t").steps_per_epoch() == 1307);
    CHECK(RandomBlocks(places(10), 12, 8, 1, "t").steps_per_epoch() == 1);
}

TEST_CASE("blocks: a text that is too short is named with both numbers") {
    CHECK(error_of([] { RandomBlocks(places(64), 12, 64, 1, "play.txt"); }) ==
          "play.txt: 64 tokens are too few for a context of 64, which takes 65: choose a shorter context or a longer "
          "text");
    CHECK(all_of(RandomBlocks(places(65), 1, 64, 1, "t")[5].targets).back() == 64);
    CHECK(error_of([] { ConsecutiveBlocks(places(1), 12, 64, "play.txt"); }) ==
          "play.txt: 1 tokens are too few: to predict one takes 2");
    CHECK(error_of([] { RandomBlocks(places(9), 0, 2, 1, "t"); }) == "[blocks] batch size 0: at least 1");
    CHECK(error_of([] { ConsecutiveBlocks(places(9), 1, 0, "t"); }) == "[blocks] a context of 0 tokens: at least 1");
}
