// examples/step/lessons/lessons.hpp: further training steps to walk through, from scalars to a small decoder.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/trace/recording.hpp"

namespace vitro::step {

struct LessonInfo {
    std::string_view name, title;
    std::string_view what;  ///< a sentence: what there is to see
};

/// From the smallest on; the last is the embedded one.
std::span<const LessonInfo> lessons();

/// Trains the lesson of that name up to the step and records it. Throws Error that lists the names for one that is
/// none, and for a step below 1 or above 10,000.
core::trace::Recording record_lesson(std::string_view name, std::int64_t step);

}  // namespace vitro::step
