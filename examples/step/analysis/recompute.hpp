// examples/step/analysis/recompute.hpp: each event computed again by another engine, from what is recorded.
//
// Forward ops, vector-Jacobian products and updates are computed in double on the recorded floats, and compared with
// what was recorded: what is left is one op's rounding, not a whole step's. Errors are per tensor, max|a - b| /
// max(max|b|, 1e-3); of a contribution, whose terms may cancel to 0, the upstream gradient counts too if it is larger.
#pragma once

#include <string>
#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

inline constexpr double kRecomputeBound = 1e-5, kErrorFloor = 1e-3;

struct EventCheck {
    int event = -1;
    double error = 0, bound = kRecomputeBound;
    bool exact = false;  ///< to the bit, the other engine's result rounded to float
    std::string note;    ///< why it was left out; "": it was not
    bool passed() const { return note.empty() && error <= bound; }
};

EventCheck recompute(const Timeline& timeline, int event);
std::vector<EventCheck> recompute_all(const Timeline& timeline);

/// "exact", "approx 1.2e-07", "WRONG 0.3", "not checked: ..."
std::string verdict(const EventCheck& check);

}  // namespace vitro::step
