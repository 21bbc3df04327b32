// tests/step/lesson_test.cpp: the embedded lesson is what the tours say of it.
#include "examples/step/lesson.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "core/trace/recording_file.hpp"
#include "tests/error_of.hpp"

using namespace vitro;
using core::trace::EventKind;

TEST_CASE("lesson: the third step is about the beer") {
    const core::trace::Recording lesson = step::lesson();
    CHECK(lesson.labels[0].words == std::vector<std::string>{"ich", "möchte", "ein", "bier", ".", "<eos>"});
    CHECK(lesson.optimization.step == step::kLessonStep);
    CHECK(lesson.labels[3].words.size() <= 40);
    CHECK(lesson.labels[4].words.size() <= 40);
    CHECK(lesson.loss_after < lesson.loss);
    for (const core::trace::Update& update : lesson.updates) CHECK(!update.stale.empty());
}

TEST_CASE("lesson: it is small enough to be embedded") {
    CHECK(core::trace::recording_bytes(step::lesson()).size() < 1'000'000);
}

TEST_CASE("lesson: the first step has nothing to wipe") {
    for (const core::trace::Update& update : step::lesson(1).updates) CHECK(update.stale.empty());
}

TEST_CASE("lesson: a step that is none") {
    CHECK(test::error_of([] { step::lesson(0); }) == "[lesson] step 0: valid are 1 to 10000");
}
