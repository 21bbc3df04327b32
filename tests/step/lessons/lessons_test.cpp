// tests/step/lessons/lessons_test.cpp: each lesson trains, records, and adds up.
#include "examples/step/lessons/lessons.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

#include "core/trace/recording_file.hpp"
#include "examples/step/analysis/conservation.hpp"
#include "tests/error_of.hpp"

using namespace vitro;
using core::trace::EventKind;

namespace {

int count(const core::trace::Recording& recording, EventKind kind) {
    return static_cast<int>(std::ranges::count(recording.step().events, kind, &core::trace::Event::kind));
}

}  // namespace

TEST_CASE("lessons: of each name one, with something to say") {
    std::set<std::string_view> names;
    for (const step::LessonInfo& lesson : step::lessons()) {
        CHECK(names.insert(lesson.name).second);
        CHECK(!lesson.title.empty());
        CHECK(lesson.what.ends_with("."));
    }
    CHECK(names == std::set<std::string_view>{"attention", "chain", "decoder", "translator"});
}

TEST_CASE("lessons: the loss falls, gradients are the sums of their contributions, every parameter has one") {
    for (const step::LessonInfo& lesson : step::lessons())
        for (const std::int64_t at : {1, 3}) {
            CAPTURE(lesson.name);
            const core::trace::Recording recording = step::record_lesson(lesson.name, at);
            CHECK(recording.loss_after < recording.loss);
            CHECK(recording.optimization.step == at);
            CHECK(recording.title.find(std::to_string(at)) != std::string::npos);
            const step::Conservation sums = step::conservation(step::Timeline(recording));
            CHECK_MESSAGE(sums.passed(), sums.wrong.front());
            CHECK(sums.exact == sums.products);
            for (const core::trace::Update& update : recording.updates) CHECK(update.stale.empty() == (at == 1));
            CHECK(count(recording, EventKind::zero) == static_cast<int>(recording.updates.size()));
            CHECK(count(recording, EventKind::update) == static_cast<int>(recording.updates.size()));
        }
}

TEST_CASE("lessons: small enough for a page, and the same every time") {
    for (const step::LessonInfo& lesson : step::lessons()) {
        core::trace::Recording first = step::record_lesson(lesson.name, 2);
        core::trace::Recording second = step::record_lesson(lesson.name, 2);
        CHECK(core::trace::recording_bytes(first).size() < 1'000'000);
        CHECK(first.loss_after == second.loss_after);
        CHECK(first.step().events.size() == second.step().events.size());
    }
}

TEST_CASE("lessons: what is none is refused with the names, and the steps, that are") {
    CHECK(test::error_of([] { step::record_lesson("transformer", 1); }) ==
          "[lesson] there is no lesson 'transformer'; valid are chain, attention, decoder, translator");
    CHECK(test::error_of([] { step::record_lesson("chain", 0); }) == "[lesson] step 0: valid are 1 to 10000");
    CHECK(test::error_of([] { step::record_lesson("decoder", 10'001); }) ==
          "[lesson] step 10001: valid are 1 to 10000");
}
