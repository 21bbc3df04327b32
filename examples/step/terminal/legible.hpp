// examples/step/terminal/legible.hpp: words of a recording from who knows where, made fit for a terminal.
#pragma once

#include "core/trace/recording.hpp"

namespace vitro::step {

/// Control characters, which a terminal would obey, become '?', and line ends in words "\\n".
void make_legible(core::trace::Recording& recording);

}  // namespace vitro::step
