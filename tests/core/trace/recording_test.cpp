// tests/core/trace/recording_test.cpp: what is kept of a tensor, and where a value's numbers are.
#include "core/trace/recording.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "tests/core/trace/small_recording.hpp"

using namespace vitro;
namespace trace = core::trace;

TEST_CASE("recording: of a large tensor the statistics, the beginning and the greatest") {
    std::vector<float> numbers(100'000, 0.5F);
    numbers[70'000] = -9, numbers[99'999] = 8, numbers[5] = 0;
    const trace::Captured captured = trace::capture(numbers.data(), 100'000);
    CHECK_FALSE(captured.whole());
    CHECK(captured.numbers.size() == trace::Captured::kWindow);
    CHECK(captured.greatest[0] == 70'000);
    CHECK(captured.extremes[1] == 8);
    CHECK(captured.zeros == 1);
    CHECK(captured.least == -9);
    CHECK(captured.most == 8);
}

TEST_CASE("recording: statistics are of what is finite, and count the rest") {
    const float numbers[] = {3, -4, 0, INFINITY, NAN};
    const trace::Captured captured = trace::capture(numbers, 5);
    CHECK(captured.whole());
    CHECK(captured.not_finite == 2);
    CHECK(captured.sum_of_squares == 25);
    CHECK(captured.least == -4);
    CHECK(captured.most == 3);
}

TEST_CASE("recording: a norm is a number only where all numbers are") {
    const float finite[] = {3, -4}, infinite[] = {3, -INFINITY}, none[] = {NAN, NAN, INFINITY};
    CHECK(trace::capture(finite, 2).norm() == 5);
    CHECK(std::isinf(trace::capture(infinite, 2).norm()));
    CHECK(std::isnan(trace::capture(none, 3).norm()));
    std::vector<float> large(100'000, 1.0F);
    large[99'999] = NAN;  // behind the window
    CHECK(std::isnan(trace::capture(large.data(), 100'000).norm()));
}

TEST_CASE("recording: a view and an expansion's input have another's numbers") {
    const trace::Recording recording = test::small_recording();
    const trace::Graph& step = recording.step();
    const int softmax = step.ops[0].output, view = step.ops[1].output;
    CHECK(step.values[static_cast<std::size_t>(view)].view_of == softmax);
    CHECK(&numbers_of(recording, step, view) == &numbers_of(recording, step, softmax));
    const trace::Graph& expansion = recording.graphs.at(1);
    CHECK(&numbers_of(recording, expansion, 0) == &step.values[0].numbers);
}
