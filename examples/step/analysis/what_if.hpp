// examples/step/analysis/what_if.hpp: the step with some numbers changed, in double, beside the step as it was.
#pragma once

#include <vector>

#include "examples/step/analysis/replay.hpp"

namespace vitro::step {

/// How far a value or a gradient moved.
struct Change {
    int value = -1;
    double before = 0;    ///< norm
    double distance = 0;  ///< norm of the difference
    double relative() const { return before > 0 ? distance / before : distance; }
};

struct WhatIf {
    double loss_before = 0, loss_after = 0;  ///< per token
    std::vector<Change> values, gradients;   ///< those that moved, the most (relatively) first
};

/// Both sides are computed in double, so that rounding is no change. Throws Error as Replay does.
WhatIf what_if(const Timeline& timeline, const std::vector<Edit>& edits);

}  // namespace vitro::step
