// tests/step/lessons/course_test.cpp: words to numbers, and a training that stops in time.
#include "examples/step/lessons/course.hpp"

#include <doctest/doctest.h>

#include "nn/init.hpp"
#include "tests/error_of.hpp"

using namespace vitro;
using step::course::Lexicon;

namespace {

/// L = (w - 3)^2.
class Parabola : public step::course::LessonTask {
  public:
    Parabola() : LessonTask(1), w(parameters_.add(core::Path() / "w", {}, nn::init::zeros())) {}
    std::int64_t batches(std::int64_t) override { return 1; }
    core::Loss loss(std::int64_t, std::int64_t, std::int64_t) override {
        const core::Variable error = w - core::Tensor::scalar(3);
        return {.sum = error * error, .tokens = 1};
    }
    nn::StepDescription description(std::int64_t batch) const override {
        asked = batch;
        return {};
    }
    core::Variable w;
    mutable std::int64_t asked = -1;
};

}  // namespace

TEST_CASE("course: a lexicon numbers its words") {
    const Lexicon lexicon({"a", "dog", "barks"});
    const core::Indices ids = lexicon.ids("a dog  barks dog");
    CHECK(ids.shape() == core::Shape{1, 4});
    CHECK(std::vector<int>(ids.data(), ids.data() + 4) == std::vector<int>{0, 1, 2, 1});
    CHECK(lexicon.labels("sentence", ids).words == std::vector<std::string>{"a", "dog", "barks", "dog"});
    CHECK(lexicon.labels("words").words.size() == 3);
    CHECK(lexicon.labels("words").ids.empty());
    CHECK(test::error_of([&] { lexicon.ids("a cat"); }) == "[lesson] 'cat' is not one of its words");
}

TEST_CASE("course: the step that is asked for is recorded, after those before it") {
    Parabola task;
    const auto recording = record_lesson(task, {.optimizer = "sgd", .learning_rate = 0.25}, "parabola", 3);
    // The error halves with each step: 3, 1.5, 0.75, and 0.375 behind the third.
    CHECK(recording.loss == 0.5625);
    CHECK(recording.loss_after == 0.140625);
    CHECK(task.w.value.item() == 2.625F);
    CHECK(recording.title == "Step 3 of the lesson \"parabola\"");
    CHECK(recording.optimization.learning_rate == 0.25);
    CHECK(task.asked == 0);
}

TEST_CASE("course: Adam and momentum are the optimizers of that name") {
    Parabola by_adam, by_momentum;
    const auto adam = record_lesson(
        by_adam, {.optimizer = "adam", .learning_rate = 0.125, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8}, "", 1);
    CHECK(by_adam.w.value.item() == doctest::Approx(0.125));  // Adam's first step is the learning rate
    REQUIRE(adam.updates[0].states.size() == 2);
    const auto sgd = record_lesson(by_momentum, {.optimizer = "sgd", .learning_rate = 0.125, .momentum = 0.5}, "", 1);
    REQUIRE(sgd.updates[0].states.size() == 1);
    CHECK(sgd.updates[0].states[0].name == "velocity");
}
