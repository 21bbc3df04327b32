// examples/step/exports/exports.hpp: a recorded step for other programs.
#pragma once

#include <string>

#include "core/trace/recording.hpp"
#include "examples/step/exports/report.hpp"

namespace vitro::step {

/// For Graphviz: an ellipse for each op, its parameters and constants in its label, modules as nested clusters; forward
/// edges with shapes, and the norms of the gradients that came back along them.
std::string dot_text(const core::trace::Recording& recording);

/// Everything but the numbers, as the recording's file has it in its header, with names and norms of events added.
std::string json_text(const core::trace::Recording& recording);

/// For chrome://tracing and Perfetto: a bar for each forward and each backward, one after the other, as long as they
/// took on the wall.
std::string chrome_trace(const core::trace::Recording& recording);

}  // namespace vitro::step
