// tests/step/analysis/attention_test.cpp: the weights are those of the recorded expansion.
#include "examples/step/analysis/attention.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;
using test::lesson_timeline;

TEST_CASE("attention: rows sum to 1, cut keys have 0, and the expansion has the same") {
    const step::Timeline& timeline = lesson_timeline();
    const auto& op = timeline.op(timeline.value(test::lesson_value("decoder.layers.0.self_attn.attention")).maker);
    const step::AttentionWeights weights = step::attention_weights(timeline, op);
    REQUIRE(weights.heads == 2);
    REQUIRE(weights.queries == 7);
    const auto at = [&](std::int64_t h, std::int64_t i, std::int64_t j) {
        return weights.numbers[static_cast<std::size_t>((h * 7 + i) * 7 + j)];
    };
    for (std::int64_t h = 0; h < 2; ++h)
        for (std::int64_t i = 0; i < 7; ++i) {
            double sum = 0;
            for (std::int64_t j = 0; j < 7; ++j) {
                sum += static_cast<double>(at(h, i, j));
                if (j > i) CHECK(at(h, i, j) == 0);
            }
            CHECK(sum == doctest::Approx(1));
        }
    const step::Timeline inner(timeline.recording(), op.expansion);
    bool found = false;
    for (const core::trace::Application& primitive : inner.graph().ops) {
        if (primitive.op != "div") continue;
        found = true;
        const std::vector<float>& recorded = inner.numbers(primitive.output, inner.size() - 1).numbers;
        for (std::size_t i = 0; i < recorded.size(); ++i) CHECK(std::abs(recorded[i] - weights.numbers[i]) < 1e-6F);
    }
    CHECK(found);
}
