// tests/step/terminal/update_card_test.cpp: what the optimizer did, with numbers that fit together.
#include "examples/step/terminal/update_card.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("update card: a weight's story, and what is no weight") {
    step::Debugger d(test::recorded_lesson(), {});
    const std::string text = step::weight_story(d, test::lesson_value("output.bias"), 5);
    for (const char* part : {"output.bias[5]", "sum g", "m^", "v^", "ratio", "step", "after"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part);
    CHECK(test::error_of([&] { step::weight_story(d, test::lesson_value("output.linear"), 0); }) ==
          "output.linear: it is no parameter: nothing updates it");
}

TEST_CASE("update card: SGD with momentum") {
    core::trace::Recording recording = test::recorded_lesson();
    recording.optimization.optimizer = "sgd";
    for (core::trace::Update& update : recording.updates) {
        update.states.resize(1);
        update.states[0].name = "velocity";
    }
    step::Debugger d(recording, {});
    CHECK(step::weight_story(d, 49, 0).find("momentum * velocity + g") != std::string::npos);
    recording.updates[49].states.clear();
    CHECK(step::weight_story(d, 49, 0).find("-lr * g") != std::string::npos);
}

TEST_CASE("update card: the loss before and after") {
    core::trace::Recording recording = test::recorded_lesson();
    CHECK(step::loss_story(recording).find("lower by") != std::string::npos);
    recording.loss_after = recording.loss + 1;
    CHECK(step::loss_story(recording).find("higher by 1.0000") != std::string::npos);
}
