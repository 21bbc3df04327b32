// tests/step/analysis/update_rule_test.cpp: updates worked out by hand.
#include "examples/step/analysis/update_rule.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

namespace {

core::trace::Captured one(float number) {
    return core::trace::capture(&number, 1);
}

/// w = 2 with a gradient of 4, times 0.5.
core::trace::Recording recording_with(const char* optimizer) {
    core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const core::Variable w = core::parameter(core::Tensor::from({1}, {2}));
        scope.name(w, "w");
        return core::sum(core::scale(w, 4));
    });
    recording.optimization.optimizer = optimizer;
    recording.optimization.step = 1;
    recording.optimization.factor = 0.5;
    recording.optimization.learning_rate = 0.1;
    recording.optimization.beta1 = 0.9, recording.optimization.beta2 = 0.99, recording.optimization.epsilon = 0;
    recording.updates.push_back({.value = 0, .stale = {}, .after = one(0), .states = {}});
    return recording;
}

}  // namespace

TEST_CASE("update rule: Adam's first step is the learning rate long") {
    core::trace::Recording recording = recording_with("adam");
    recording.updates[0].states = {{"first_moment", one(0), one(0)}, {"second_moment", one(0), one(0)}};
    const step::Updated result = step::updated(step::Timeline(recording), recording.updates[0]);
    CHECK(result.weight[0] == doctest::Approx(2 - 0.1));
    CHECK(result.states[0][0] == doctest::Approx(0.1 * 2));
    CHECK(result.states[1][0] == doctest::Approx(0.01 * 4));
    recording.optimization.optimizer = "adamw", recording.optimization.weight_decay = 0.5;
    CHECK(step::updated(step::Timeline(recording), recording.updates[0]).weight[0] == doctest::Approx(2 - 0.1 - 0.1));
    recording.updates[0].decayed = false;
    CHECK(step::updated(step::Timeline(recording), recording.updates[0]).weight[0] == doctest::Approx(2 - 0.1));
}

TEST_CASE("update rule: SGD with and without momentum") {
    core::trace::Recording recording = recording_with("sgd");
    CHECK(step::updated(step::Timeline(recording), recording.updates[0]).weight[0] == doctest::Approx(2 - 0.1 * 2));
    recording.updates[0].states = {{"velocity", one(1), one(0)}};
    recording.optimization.momentum = 0.5;
    CHECK(step::updated(step::Timeline(recording), recording.updates[0]).weight[0] == doctest::Approx(2 - 0.1 * 2.5));
}

TEST_CASE("update rule: another optimizer is not guessed at") {
    const core::trace::Recording recording = recording_with("lion");
    CHECK(test::error_of([&] { step::updated(step::Timeline(recording), recording.updates[0]); }) ==
          "its optimizer is not one that is known here");
}
