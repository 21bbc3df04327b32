// tests/nn/decode/beam_test.cpp: one beam is greedy, several find what greedy misses, enough find the best there is.
#include "nn/decode/beam.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "core/random.hpp"
#include "nn/decode/greedy.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/decode/markov.hpp"

using namespace vitro;
using nn::Decoded;
using test::Example;
using Ids = std::vector<std::int32_t>;
using Table = std::vector<std::vector<double>>;

namespace {

/// begin -> 4 (0.6), 5 (0.4); after 4 five ends of 0.2 each, after 5 one of 0.9: greedy is led astray.
const Table kGardenPath = {{0, 0, 0, 1, 0, 0, 0},        {0, 0, 0, 1, 0, 0, 0},       {0, 0, 0, 0, 0.6, 0.4, 0},
                           {0, 0, 0, 1, 0, 0, 0},        {0, 0, 0, 0.4, 0.3, 0, 0.3}, {0, 0, 0, 0.9, 0, 0.1, 0},
                           {0, 0, 0, 0.5, 0.25, 0.25, 0}};

std::vector<Decoded> search(const Example& example, std::initializer_list<std::int32_t> lengths,
                            const nn::BeamOptions& options) {
    const test::Sources batch = test::sources(lengths);
    return nn::beam_search(example.model, batch.ids, batch.lengths, options);
}

/// Every entry positive, so that no token is ruled out.
Table random_table(std::uint64_t seed, std::size_t tokens) {
    core::Random random(seed);
    Table table(tokens, std::vector<double>(tokens));
    for (std::vector<double>& row : table) {
        double total = 0;
        for (double& entry : row) total += entry = std::exp(2 * random.normal());
        for (double& entry : row) entry /= total;
    }
    return table;
}

/// The best complete translation of at most `longest` tokens, by trying all.
Decoded by_trying_all(const Table& table, std::int64_t longest, double alpha) {
    Decoded best{.score = -1e300};
    std::vector<Decoded> prefixes = {{}};
    for (std::int64_t length = 1; length <= longest; ++length) {
        std::vector<Decoded> longer;
        for (const Decoded& prefix : prefixes)
            for (std::int32_t token = 0; token < std::ssize(table); ++token) {
                const std::int32_t last = prefix.ids.empty() ? 2 : prefix.ids.back();
                Decoded next = prefix;
                next.log_probability += std::log(table[last][token]);
                next.score = next.log_probability / std::pow((5 + static_cast<double>(length)) / 6, alpha);
                if (token == 3) {
                    if (next.score > best.score) best = next;
                } else {
                    next.ids.push_back(token);
                    longer.push_back(next);
                }
            }
        prefixes = std::move(longer);
    }
    return best;
}

}  // namespace

TEST_CASE("a beam finds a translation that greedy search misses") {
    const Example example = test::markov(kGardenPath);
    const Decoded one = search(example, {3}, {.beams = 1, .length_penalty = 0})[0];
    const Decoded two = search(example, {3}, {.beams = 2, .length_penalty = 0})[0];
    CHECK(one.ids == Ids{4});
    CHECK(one.log_probability == doctest::Approx(std::log(0.6 * 0.4)));
    CHECK(two.ids == Ids{5});
    CHECK(two.log_probability == doctest::Approx(std::log(0.4 * 0.9)));
    CHECK(two.ended);
}

TEST_CASE("one beam is greedy search") {
    nn::TransformerConfig config = test::tiny_config();
    config.max_positions = 9;
    const test::Sources batch = test::sources({4, 2, 7, 5});
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Example random(config, seed), chain = test::markov(random_table(seed, 6), 9);
        for (const Example* example : {&random, &chain}) {
            const auto greedy = nn::greedy(example->model, batch.ids, batch.lengths);
            const auto beam = nn::beam_search(example->model, batch.ids, batch.lengths, {.beams = 1});
            for (std::size_t i = 0; i < 4; ++i) {
                CHECK(beam[i].ids == greedy[i].ids);
                CHECK(beam[i].ended == greedy[i].ended);
                CHECK(beam[i].log_probability == doctest::Approx(greedy[i].log_probability).epsilon(1e-5));
            }
        }
    }
}

TEST_CASE("with room for every prefix, a beam finds the best translation that there is") {
    for (const double alpha : {0.0, 0.6, 1.0})
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            const Table table = random_table(seed, 5);
            const Decoded best = by_trying_all(table, 4, alpha);
            const Decoded found =
                search(test::markov(table), {1},
                       {.search = {.extra_length = 4, .length_ratio = 0}, .beams = 64, .length_penalty = alpha})[0];
            CHECK(found.ids == best.ids);
            CHECK(found.score == doctest::Approx(best.score).epsilon(1e-5));
            CHECK(found.ended);
        }
}

TEST_CASE("the length penalty favours longer translations") {
    // "4" has probability 0.5, "5 6 7" has 0.5 * 0.9 * 0.9 * 0.9; the rest is spent on unknown words.
    const Table table = {{0, 1, 0, 0, 0, 0, 0, 0},     {0, 1, 0, 0, 0, 0, 0, 0},    {0, 0, 0, 0, 0.5, 0.5, 0, 0},
                         {0, 1, 0, 0, 0, 0, 0, 0},     {0, 0, 0, 1, 0, 0, 0, 0},    {0, 0.1, 0, 0, 0, 0, 0.9, 0},
                         {0, 0.1, 0, 0, 0, 0, 0, 0.9}, {0, 0.1, 0, 0.9, 0, 0, 0, 0}};
    const Example example = test::markov(table);
    CHECK(search(example, {3}, {.beams = 2, .length_penalty = 0})[0].ids == Ids{4});
    const Decoded longer = search(example, {3}, {.beams = 2, .length_penalty = 2})[0];
    CHECK(longer.ids == Ids{5, 6, 7});
    CHECK(longer.score == doctest::Approx(std::log(0.5 * 0.9 * 0.9 * 0.9) / std::pow(9.0 / 6, 2)));
}

TEST_CASE("a beam at the length limit hands out its best unfinished translation") {
    const Example example = test::markov(Table(6, {0, 0, 0, 1e-9, 0.9, 0.1}), 7);
    const auto results = search(example, {3, 1}, {.search = {.extra_length = 2, .length_ratio = 1}, .beams = 2});
    CHECK(results[0].ids == Ids(5, 4));
    CHECK(results[1].ids == Ids(3, 4));
    for (const Decoded& result : results) CHECK_FALSE(result.ended);
}

TEST_CASE("sentences of a batch are searched as if alone, and no worse than greedily") {
    nn::TransformerConfig config = test::tiny_config();
    config.max_positions = 9;
    int better = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const Example example(config, seed);
        const test::Sources batch = test::sources({4, 2, 7});
        const auto together = nn::beam_search(example.model, batch.ids, batch.lengths, {.beams = 3});
        const auto greedy = nn::greedy(example.model, batch.ids, batch.lengths);
        for (std::int64_t i = 0; i < 3; ++i) {
            const std::int32_t length = batch.lengths.data()[i];
            const core::Indices ids =
                core::Indices::from({1, length}, std::span(batch.ids.data() + i * 7, static_cast<std::size_t>(length)));
            const auto alone = nn::beam_search(example.model, ids, core::Indices::from({1}, {length}), {.beams = 3});
            CHECK(together[i].ids == alone[0].ids);
            CHECK(together[i].score == doctest::Approx(alone[0].score).epsilon(1e-4));
            better += together[i].ended && together[i].log_probability > greedy[i].log_probability + 1e-3 ? 1 : 0;
        }
    }
    CHECK(better > 0);
}

TEST_CASE("beam search refuses options out of range") {
    const Example example = test::markov(kGardenPath);
    CHECK(test::error_of([&] { search(example, {3}, {.beams = 0}); }) == "[beam] 0 beams: valid are 1 and up");
    CHECK(test::error_of([&] { search(example, {3}, {.length_penalty = -1}); }) ==
          "[beam] a length penalty of -1: valid are 0 and up");
}

TEST_CASE("beam search: where nothing may follow, the best prefix so far is the translation") {
    const Example example = test::markov(kGardenPath);
    core::Tensor bias = example.model.output.bias.value;
    for (std::int64_t token = 0; token < bias.size(); ++token) bias.write()[token] = token == 5 ? 3e38F : -3e38F;
    const std::vector<Decoded> found = search(example, {3, 3}, {.search = {.banned = 5}, .beams = 3});
    for (const Decoded& translation : found) {
        CHECK(translation.ids.empty());
        CHECK(!translation.ended);
    }
}
