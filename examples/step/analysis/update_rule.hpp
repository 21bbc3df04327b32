// examples/step/analysis/update_rule.hpp: a parameter's update in double: Adam, AdamW, SGD.
#pragma once

#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

struct Updated {
    std::vector<double> weight;
    std::vector<std::vector<double>> states;  ///< as many as the recording has, in its order
};

/// From the recorded weight, gradient and states. Throws Error for an optimizer that is not one of the three, or for
/// tensors that are not recorded whole.
Updated updated(const Timeline& timeline, const trace::Update& update);

}  // namespace vitro::step
