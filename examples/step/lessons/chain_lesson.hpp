// examples/step/lessons/chain_lesson.hpp: an expression of scalars, as micrograd's first pages have them.
//
//   s = w x + b            x = 2         w, b, c are learned, and start at 1/2
//   y = s s + c s          s is used three times
//   L = (y - 4)^2          as a product of the error with itself: used twice
//
// At the first step every number on the way can be written down exactly: s = 1.5, y = 3, L = 1; dL/dy = -2,
// dL/ds = -3 - 3 - 1 = -7, dL/dw = -14.
#pragma once

#include "examples/step/lessons/course.hpp"

namespace vitro::step::course {

/// Plain gradient descent with a learning rate of 1/256: a power of two, so that the first update is exact, too.
core::trace::Recording record_chain(std::int64_t step);

}  // namespace vitro::step::course
