// tests/step/analysis/conservation_test.cpp: for every event, the sum of contributions is the gradient, bit for bit.
#include "examples/step/analysis/conservation.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("conservation: the lesson and every expansion, bit for bit") {
    int sums = 0, products = 0;
    for (std::size_t g = 0; g < test::recorded_lesson().graphs.size(); ++g) {
        const step::Timeline timeline(test::recorded_lesson(), static_cast<int>(g));
        const step::Conservation result = step::conservation(timeline);
        CHECK(result.same_kernels);
        CHECK_MESSAGE(result.passed(), (result.wrong.empty() ? "" : result.wrong.front()));
        CHECK(result.products == result.exact);
        sums += result.sums, products += result.products;
    }
    MESSAGE(sums << " sums, " << products << " contributions computed again to the bit");
    CHECK(sums > 300);
}

TEST_CASE("conservation: one bit in one contribution is found out") {
    core::trace::Recording recording = test::recorded_lesson();
    const step::Timeline timeline(recording);
    const int norm = step::find_value(timeline, "encoder.layers.0.norm1.layer_norm");
    float& number = recording.graphs[0]
                        .contributions[static_cast<std::size_t>(timeline.contributions_to(norm)[1])]
                        .numbers.numbers[7];
    number = std::nextafter(number, 1.0F);
    const step::Conservation result = step::conservation(timeline);
    CHECK(!result.passed());
}

TEST_CASE("conservation: a table that is used twice, whose second contribution starts at -0") {
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable table = core::parameter(core::Tensor::from({3, 2}, {1, 2, 3, 4, 5, 6}));
        scope.name(table, "table");
        const auto rows = [&](std::int32_t a, std::int32_t b) {
            return core::sum(core::embedding(table, core::Indices::from({2}, {a, b})));
        };
        return rows(0, 0) + rows(2, 0);
    });
    const step::Conservation result = step::conservation(step::Timeline(recording));
    CHECK(result.passed());
    CHECK(result.exact == result.products);
}

TEST_CASE("conservation: with other kernels, other bits are no fault") {
    core::trace::Recording recording = test::recorded_lesson();
    recording.engine = "kernels of another machine";
    const step::Conservation result = step::conservation(step::Timeline(recording));
    CHECK(!result.same_kernels);
    CHECK(result.passed());
}
