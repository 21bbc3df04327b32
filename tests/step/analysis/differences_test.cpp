// tests/step/analysis/differences_test.cpp: every gradient of the lesson against differences of its loss.
#include "examples/step/analysis/differences.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;
using test::lesson_timeline;
using test::lesson_value;

TEST_CASE("differences: every tensor of the lesson that has a gradient, the key biases included, is within 1e-6") {
    step::Differences differences(lesson_timeline());
    double worst = 0, worst_recorded = 0;
    std::size_t samples = 0, parameters = 0;
    for (const int value : differences.values()) {
        const step::DifferenceCheck check = differences.check(value);
        CHECK_MESSAGE(check.passed(), lesson_timeline().value(value).name, ": ", check.difference_error, " ",
                      check.recorded_error);
        worst = std::max(worst, check.difference_error),
        worst_recorded = std::max(worst_recorded, check.recorded_error);
        samples += check.samples.size();
        parameters += lesson_timeline().update_of(value) >= 0 ? 1 : 0;
    }
    MESSAGE(samples << " numbers: differences off by " << worst << ", the recording by " << worst_recorded);
    CHECK(parameters == test::recorded_lesson().updates.size());
    CHECK(samples > 300);
}

TEST_CASE("differences: the key bias is truly 0") {
    step::Differences differences(lesson_timeline());
    const step::DifferenceCheck check = differences.check(lesson_value("encoder.layers.0.self_attn.key.bias"), 16);
    for (const step::Sample& sample : check.samples) {
        CHECK(std::abs(sample.chain) < 1e-14);
        CHECK(std::abs(sample.difference) < 1e-8);
        CHECK(std::abs(sample.recorded) < 1e-6);
    }
}

TEST_CASE("differences: a sweep has truncation at one end and rounding at the other") {
    step::Differences differences(lesson_timeline());
    const std::vector<step::SweepPoint> points = differences.sweep(lesson_value("output.linear"), 9);
    REQUIRE(points.size() > 8);
    const auto best = std::ranges::min_element(points, {}, &step::SweepPoint::error);
    CHECK(best->error < 1e-8);
    CHECK(points.front().error > 100 * best->error);
    CHECK(points.back().error > 1e-3);
}

TEST_CASE("differences: a kink nearby is walked around") {
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable x = core::parameter(core::Tensor::from({2}, {1e-5F, -1e-5F}));
        scope.name(x, "x");
        return core::sum(core::relu(x));
    });
    const step::Timeline timeline(recording);
    step::Differences differences(timeline);
    CHECK(differences.derivative(step::find_value(timeline, "x"), 0) == doctest::Approx(1));
    CHECK(std::abs(differences.derivative(step::find_value(timeline, "x"), 1)) < 1e-6);
}
