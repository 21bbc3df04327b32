// tests/nn/decode/sample_test.cpp: draws beside exact probabilities, and which tokens are kept.
#include "nn/decode/sample.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <set>
#include <vector>

#include "tests/error_of.hpp"

using namespace vitro;
using nn::SampleOptions;
using nn::Sampler;
using nn::TokenProbability;
using test::error_of;

namespace {

constexpr real kNever = -std::numeric_limits<real>::infinity();
/// Token 4 first; 1 and 3 are equally likely, and so are 0 and 6.
const std::vector<real> kLogits = {0, 1.5, -1, 1.5, 2, kNever, 0};

std::vector<std::int32_t> kept(const SampleOptions& options) {
    std::vector<std::int32_t> tokens;
    for (const TokenProbability& choice : nn::choices(kLogits, options)) tokens.push_back(choice.token);
    return tokens;
}

/// sum (observed - expected)^2 / expected over the tokens that may be drawn; all others must not occur.
double chi_square(const SampleOptions& options, std::int64_t draws) {
    const Sampler sampler(options);
    std::vector<std::int64_t> count(kLogits.size());
    for (std::int64_t i = 0; i < draws; ++i) ++count[sampler(kLogits, static_cast<std::uint64_t>(i))];
    double sum = 0;
    for (const TokenProbability& choice : nn::choices(kLogits, options)) {
        const double expected = choice.probability * static_cast<double>(draws);
        const double off = static_cast<double>(count[choice.token]) - expected;
        sum += off * off / expected;
        count[choice.token] = 0;
    }
    for (const std::int64_t others : count) CHECK(others == 0);
    return sum;
}

}  // namespace

TEST_CASE("probabilities are the softmax of logits over the temperature, likeliest first") {
    for (const double temperature : {0.5, 1.0, 3.0}) {
        double total = 0;
        for (const real logit : kLogits) total += std::exp(static_cast<double>(logit) / temperature);
        const std::vector<TokenProbability> all = nn::choices(kLogits, {.temperature = temperature});
        REQUIRE(all.size() == 6);
        for (const auto& [token, probability] : all)
            CHECK(probability ==
                  doctest::Approx(std::exp(static_cast<double>(kLogits[token]) / temperature) / total).epsilon(1e-12));
    }
    CHECK(kept({}) == std::vector<std::int32_t>{4, 1, 3, 0, 6, 2});
}

TEST_CASE("draws have the probabilities that they should, and tokens that are not kept never occur") {
    // With 5 degrees of freedom or fewer, chi-square exceeds 25.7 once in 10,000 seeds.
    for (const SampleOptions& options :
         {SampleOptions{}, SampleOptions{.temperature = 0.5, .seed = 2}, SampleOptions{.temperature = 2, .seed = 3},
          SampleOptions{.top_k = 3, .seed = 4}, SampleOptions{.top_p = 0.7, .seed = 5},
          SampleOptions{.temperature = 1.5, .top_k = 5, .top_p = 0.9, .seed = 6}})
        CHECK(chi_square(options, 100000) < 25.7);
}

TEST_CASE("top-k keeps the k likeliest, of equal ones those with the lower id") {
    CHECK(kept({.top_k = 1}) == std::vector<std::int32_t>{4});
    CHECK(kept({.top_k = 2}) == std::vector<std::int32_t>{4, 1});
    CHECK(kept({.top_k = 3}) == std::vector<std::int32_t>{4, 1, 3});
    CHECK(kept({.top_k = 4}) == std::vector<std::int32_t>{4, 1, 3, 0});
    CHECK(kept({.top_k = 100}) == kept({}));
    const std::vector<TokenProbability> two = nn::choices(kLogits, {.top_k = 2});
    CHECK(two[0].probability == doctest::Approx(1 / (1 + std::exp(-0.5))).epsilon(1e-12));
}

TEST_CASE("top-p keeps the fewest likeliest that sum to p") {
    // e^2 + 2 e^1.5 + 2 + e^-1 = 18.72: 0.395, 0.239, 0.239, 0.053, 0.053, 0.020; summed 0.395, 0.634, 0.874, 0.927,
    // 0.980
    CHECK(kept({.top_p = 1e-9}) == std::vector<std::int32_t>{4});
    CHECK(kept({.top_p = 0.39}) == std::vector<std::int32_t>{4});
    CHECK(kept({.top_p = 0.40}) == std::vector<std::int32_t>{4, 1});
    CHECK(kept({.top_p = 0.63}) == std::vector<std::int32_t>{4, 1});
    CHECK(kept({.top_p = 0.64}) == std::vector<std::int32_t>{4, 1, 3});
    CHECK(kept({.top_p = 0.90}) == std::vector<std::int32_t>{4, 1, 3, 0});
    CHECK(kept({.top_p = 0.99}) == kept({}));
    CHECK(kept({.top_p = 1}) == kept({}));
    // Exactly p is enough: four equal tokens have 0.25 each.
    CHECK(nn::choices(std::vector<real>(4, 7), {.top_p = 0.5}).size() == 2);
}

TEST_CASE("top-p counts over what top-k and the temperature left") {
    // Of the three likeliest the first has 0.452, the second 0.274; of all, 0.395 and 0.239.
    CHECK(kept({.top_k = 3, .top_p = 0.7}) == std::vector<std::int32_t>{4, 1});
    CHECK(kept({.top_p = 0.7}) == std::vector<std::int32_t>{4, 1, 3});
    CHECK(kept({.temperature = 0.1, .top_p = 0.9}) == std::vector<std::int32_t>{4});
}

TEST_CASE("at temperature 0, and in its limit, the likeliest token is drawn, far above 1 all are as likely") {
    for (std::uint64_t position = 0; position < 100; ++position) {
        CHECK(Sampler({.temperature = 0})(kLogits, position) == 4);
        CHECK(Sampler({.temperature = 1e-300})(kLogits, position) == 4);
        CHECK(Sampler({.temperature = 0})(std::vector<real>{1, 3, 3}, position) == 1);
    }
    for (const TokenProbability& choice : nn::choices(kLogits, {.temperature = 1e300}))
        CHECK(choice.probability == doctest::Approx(1.0 / 6));
}

TEST_CASE("a draw depends on seed and position alone") {
    const Sampler sampler({.seed = 7}), again({.seed = 7}), other({.seed = 8});
    std::vector<std::int32_t> forward, backward, different;
    for (std::uint64_t i = 0; i < 200; ++i) {
        forward.push_back(sampler(kLogits, i));
        backward.insert(backward.begin(), again(kLogits, 199 - i));
        different.push_back(other(kLogits, i));
    }
    CHECK(forward == backward);
    CHECK(forward != different);
    CHECK(std::set<std::int32_t>(forward.begin(), forward.end()).size() >= 5);
}

TEST_CASE("sampling refuses options and logits that will not do") {
    const auto refused = [](const SampleOptions& options) { return error_of([&] { Sampler{options}; }); };
    CHECK(refused({.temperature = -1}) ==
          "[sample] a temperature of -1: valid are 0 (always the likeliest token) and up, but not infinity");
    CHECK(refused({.temperature = std::nan("")}).starts_with("[sample] a temperature of nan"));
    CHECK(
        refused({.temperature = std::numeric_limits<double>::infinity()}).starts_with("[sample] a temperature of inf"));
    CHECK(refused({.top_k = -2}) == "[sample] the -2 likeliest tokens: valid are 1 and up, or 0 for all");
    CHECK(refused({.top_p = 0}) == "[sample] a top-p of 0: valid are above 0, up to 1 for all");
    CHECK(refused({.top_p = 1.5}) == "[sample] a top-p of 1.5: valid are above 0, up to 1 for all");
    const auto drawn_from = [](const std::vector<real>& logits) { return error_of([&] { Sampler()(logits, 0); }); };
    for (const real bad : {std::numeric_limits<real>::quiet_NaN(), std::numeric_limits<real>::infinity()})
        CHECK(drawn_from({1, bad, 2}) ==
              "[sample] the scores are not numbers: the model's weights are damaged or too large");
    CHECK(drawn_from({kNever, kNever}) == "[sample] no token is left to draw");
    CHECK(drawn_from({}) == "[sample] no token is left to draw");
}
