// tests/nn/decode/cached_decoding_test.cpp: with a cache, every step has the numbers of the whole model, and searches
// find the same translations.
#include <algorithm>
#include <doctest/doctest.h>
#include <limits>
#include <vector>

#include "core/random.hpp"
#include "nn/decode/beam.hpp"
#include "nn/decode/greedy.hpp"
#include "nn/decode/next_tokens.hpp"
#include "tests/nn/decode/whole_model.hpp"

using namespace vitro;
using nn::Decoded;
using nn::Prefix;
using test::Example;

namespace {

/// Between the two ways, sums are added in another order: over d_model and keys in attention, whose error is at most
/// (32 + 16) roundings of a sublayer's size, in two layers of three sublayers. The norms keep sublayers as large as
/// what they are added to, and errors come in either sign: 100 roundings of the largest log-probability. Position,
/// mask or memory taken wrongly changes its first digits.
constexpr double kBound = 100 * static_cast<double>(std::numeric_limits<real>::epsilon());

nn::TransformerConfig config(nn::NormPlacement norm, nn::Positions positions) {
    nn::TransformerConfig config = test::tiny_config();
    config.layer = {.d_model = 32, .num_heads = 2, .d_ff = 48, .norm = norm};
    config.encoder_layers = config.decoder_layers = 2;
    config.positions = positions;
    config.max_positions = 11;
    return config;
}

/// Each placement of the norm with each kind of position.
template <class Check>
void for_each_model(const Check& check) {
    for (const nn::NormPlacement norm : {nn::NormPlacement::pre, nn::NormPlacement::post})
        for (const nn::Positions positions : {nn::Positions::sinusoidal, nn::Positions::learned})
            for (std::uint64_t seed = 1; seed <= 4; ++seed) {
                CAPTURE(static_cast<int>(norm));
                CAPTURE(static_cast<int>(positions));
                CAPTURE(seed);
                check(Example(config(norm, positions), seed), seed);
            }
}

test::Sources sentences() {
    return test::sources({4, 2, 7, 5});
}

/// Up to `most` prefixes, each with a random token more than a random one of those before: some go on twice, some end.
std::vector<Prefix> random_steps(const std::vector<Prefix>& before, std::size_t most, core::Random& random) {
    std::vector<Prefix> next;
    const std::size_t count = 1 + random.below(most);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t parent = random.below(before.size());
        Prefix& prefix = next.emplace_back(before[parent]);
        prefix.parent = static_cast<std::int64_t>(parent);
        prefix.tokens.push_back(static_cast<std::int32_t>(random.below(7)));
    }
    return next;
}

void check_same(const Decoded& got, const Decoded& want) {
    CHECK(got.ids == want.ids);
    CHECK(got.ended == want.ended);
    CHECK(got.log_probability == doctest::Approx(want.log_probability).epsilon(10 * kBound));
    CHECK(got.score == doctest::Approx(want.score).epsilon(10 * kBound));
}

}  // namespace

TEST_CASE("with a cache, each step's log-probabilities are the whole model's") {
    for_each_model([](const Example& example, std::uint64_t seed) {
        const test::Sources batch = sentences();
        core::Random random(seed, "steps");
        nn::NextTokens next(example.model, batch.ids, batch.lengths, {}, 3);
        std::vector<Prefix> prefixes;
        for (std::int64_t i = 0; i < 4; ++i) prefixes.push_back({.sentence = i, .tokens = {2}});
        for (std::size_t length = 1; length <= 11; ++length) {
            const core::Tensor rows = next(prefixes);
            REQUIRE(rows.rows() == std::ssize(prefixes));
            for (std::int64_t i = 0; i < rows.rows(); ++i) {
                const Prefix& prefix = prefixes[static_cast<std::size_t>(i)];
                const core::Tensor row = core::slice(core::Variable(rows), 0, i, 1).value.reshape({7});
                CHECK(test::difference(
                          row, test::by_whole_model(example.model, batch, prefix.sentence, prefix.tokens)) < kBound);
            }
            prefixes = random_steps(prefixes, 12, random);
        }
    });
}

TEST_CASE("with a cache, greedy search and beams find what the whole model finds, sentences ending early or cut") {
    int ended = 0, cut = 0;
    for_each_model([&](const Example& example, std::uint64_t) {
        const test::Sources batch = sentences();
        for (const std::int64_t beams : {1, 5}) {
            const nn::BeamOptions options{.beams = beams, .n_best = beams};
            const auto found = nn::beam_search_n_best(example.model, batch.ids, batch.lengths, options);
            const std::vector<Decoded> greedy = nn::greedy(example.model, batch.ids, batch.lengths);
            for (std::int64_t i = 0; i < 4; ++i) {
                const std::vector<Decoded> want = test::search_by_whole_model(example.model, batch, i, options);
                REQUIRE(found[i].size() == want.size());
                for (std::size_t rank = 0; rank < want.size(); ++rank) check_same(found[i][rank], want[rank]);
                if (beams == 1) CHECK(greedy[i].ids == want[0].ids);
                ++(want[0].ended ? ended : cut);
            }
        }
    });
    CHECK(ended > 10);
    CHECK(cut > 10);
}
