// examples/step/terminal/element_story.hpp: where one number of a gradient comes from, or why it is 0.
#pragma once

#include <string>

#include "examples/step/terminal/debugger.hpp"
#include "examples/step/terminal/reference.hpp"

namespace vitro::step {

/// Of one number its terms; of a row or a block what is true of it as a whole.
std::string element_story(Debugger& d, const Reference& reference);
/// Of a gradient, or of one of its numbers, that is 0. Element -1: the whole.
std::string zero_story(Debugger& d, int value, std::int64_t element);

}  // namespace vitro::step
