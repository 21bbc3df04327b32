// tests/step/analysis/terms_test.cpp: a number is the sum of its terms.
#include "examples/step/analysis/terms.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "examples/step/analysis/elements.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using test::lesson_timeline;
using test::lesson_value;

TEST_CASE("terms: of every contribution of the lesson three numbers are the sum of their terms") {
    const step::Timeline& timeline = lesson_timeline();
    double worst = 0;
    for (std::size_t c = 0; c < timeline.graph().contributions.size(); ++c) {
        const std::vector<float>& numbers = timeline.contribution(static_cast<int>(c)).numbers.numbers;
        const auto size = static_cast<std::int64_t>(numbers.size());
        const int output = timeline.op(timeline.contribution(static_cast<int>(c)).op).output;
        const double upstream = step::statistics(timeline.final_gradient(output)).absmax;
        for (const std::int64_t element : {std::int64_t{0}, size / 2, size - 1}) {
            const step::Terms terms = step::terms_of(timeline, static_cast<int>(c), element);
            worst = std::max(worst, std::abs(terms.sum - terms.recorded) / std::max(terms.sizes, upstream));
        }
    }
    MESSAGE("off by " << worst << " of the terms or the upstream gradient at most");
    CHECK(worst < 1e-6);
}

TEST_CASE("terms: largest first, each with where it came from") {
    const step::Timeline& timeline = lesson_timeline();
    const int weight = lesson_value("output.weight");
    const int contribution = timeline.contributions_to(weight)[0];
    const std::int64_t element = 2 * 18 + 5;
    const step::Terms terms = step::terms_of(timeline, contribution, element);
    REQUIRE(terms.terms.size() == 7);  // one for each position
    CHECK(std::is_sorted(terms.terms.begin(), terms.terms.end(), [](const step::Term& a, const step::Term& b) {
        return std::abs(a.number()) > std::abs(b.number());
    }));
    CHECK(terms.terms[0].element % 18 == 5);
    CHECK(step::local_text(timeline, contribution, element, terms.terms[0]) == "x[0,3,2]");
}

TEST_CASE("terms: an op that no sentence is known of has its numbers") {
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable x = core::parameter(core::Tensor::from({2}, {0.5, 2}));
        scope.name(x, "x");
        return core::sum(core::tanh(x));
    });
    const step::Timeline timeline(recording);
    const int x = step::find_value(timeline, "x");
    const step::Terms terms = step::terms_of(timeline, timeline.contributions_to(x)[0], 1);
    REQUIRE(terms.terms.size() == 1);
    CHECK(terms.terms[0].local == doctest::Approx(1 - std::tanh(2.0) * std::tanh(2.0)));
    CHECK(step::local_text(timeline, terms.contribution, 1, terms.terms[0]).empty());
}
