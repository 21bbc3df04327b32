// examples/step/terminal/prompt.hpp: the debugger at standard input and output.
#pragma once

#include <cstdio>

#include "examples/step/terminal/session.hpp"

namespace vitro::step {

/// What standard output can show: colours as TERM and COLORTERM say, none when NO_COLOR is set or nobody looks; the
/// terminal's columns.
Look look_of_standard_output();

/// Reads lines until quit or their end. On a terminal with history and completion, where libedit is there. Otherwise
/// the prompt and the line are printed too, so that what comes out reads by itself. Of a `script` without `quit` the
/// end is the end. Returns whether every line meant something.
bool run_session(Session& session, std::FILE* script = nullptr);

/// A recording, opened at standard input and output.
void run_debugger(const trace::Recording& recording);

}  // namespace vitro::step
