// examples/step/lesson.hpp: the embedded lesson: a training step of a Transformer small enough to be seen whole.
//
// One encoder and one decoder layer, 16 wide, two heads; a few short sentences, one at a time. The third step: by then
// there are gradients of the step before to be wiped, and moments in Adam. The third sentence is "ich möchte ein bier
// ."
#pragma once

#include <cstdint>

#include "core/trace/recording.hpp"

namespace vitro::step {

inline constexpr std::int64_t kLessonStep = 3;

/// Trains up to the step and records it. Throws Error for a step below 1 or above 10,000.
core::trace::Recording lesson(std::int64_t step = kLessonStep);

}  // namespace vitro::step
