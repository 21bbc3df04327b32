// tests/step/analysis/replay_test.cpp: the step in double is the step, and what is put back is back.
#include "examples/step/analysis/replay.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using test::lesson_timeline;
using test::lesson_value;

TEST_CASE("replay: loss and gradients are the recording's, within its rounding") {
    step::Replay replay(lesson_timeline());
    const double tokens = static_cast<double>(test::recorded_lesson().optimization.tokens);
    CHECK(std::abs(replay.loss() / tokens - test::recorded_lesson().loss) < 1e-6);
    const int weight = lesson_value("output.weight");
    const std::vector<float> recorded = lesson_timeline().final_gradient(weight);
    const std::vector<double>& again = replay.gradients()[static_cast<std::size_t>(weight)];
    REQUIRE(again.size() == recorded.size());
    for (std::size_t i = 0; i < again.size(); ++i) CHECK(std::abs(again[i] - static_cast<double>(recorded[i])) < 1e-5);
}

TEST_CASE("replay: a number that was moved is moved back") {
    step::Replay replay(lesson_timeline());
    const double before = replay.loss();
    const double moved = replay.loss_with(lesson_value("encoder.norm.gain"), 3, 0.5);
    CHECK(moved != before);
    CHECK(replay.loss() == before);
    CHECK(replay.loss_with(lesson_value("encoder.norm.gain"), 3, 0) == before);
}

TEST_CASE("replay: an edit of a parameter and of a result") {
    const int bias = lesson_value("output.bias"), logits = lesson_value("output.linear");
    const step::Replay by_bias(lesson_timeline(), {{bias, 11, 0.5}});
    CHECK(by_bias.value(bias)[11] == 0.5);
    const step::Replay by_result(lesson_timeline(), {{logits, 0, 100.0}});
    CHECK(by_result.value(logits)[0] == 100.0);
    CHECK(by_result.loss() > 50);
}

TEST_CASE("replay: of a tensor that is not recorded whole there is none") {
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable x = core::parameter(core::Tensor::full({70'000}, 1));
        scope.name(x, "x");
        return core::sum(x);
    });
    const step::Timeline timeline(recording);
    CHECK(test::error_of([&] { step::Replay replay(timeline); }) ==
          "x is too large to be computed again: 4096 of its 70000 numbers are recorded");
    CHECK(!timeline.is_whole(0));
}
