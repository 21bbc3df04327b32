// tests/step/recorded.hpp: the lesson, recorded once, and small graphs of a test's own.
#pragma once

#include "core/ops.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/analysis/timeline.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/terminal/drop_in.hpp"

namespace vitro::test {

inline const core::trace::Recording& recorded_lesson() {
    static const core::trace::Recording recording = step::lesson();
    return recording;
}

inline const step::Timeline& lesson_timeline() {
    static const step::Timeline timeline(recorded_lesson());
    return timeline;
}

inline int lesson_value(const char* name) {
    return step::find_value(lesson_timeline(), name);
}

/// What `compute` records when its loss is differentiated.
template <class Compute>
core::trace::Recording recorded(const Compute& compute) {
    step::RecordedScope scope("a test's own");
    scope.backward(compute(scope));
    return scope.finish();
}

}  // namespace vitro::test
