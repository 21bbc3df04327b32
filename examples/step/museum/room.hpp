// examples/step/museum/room.hpp: an exhibit and how it is run; one in a file of its own, in the order of the tour.
#pragma once

#include "examples/step/museum/museum.hpp"

namespace vitro::step::museum {

namespace trace = core::trace;

struct Room {
    Exhibit exhibit;
    Shown (*run)();
};

// the reverse pass
extern const Room kForgottenZeroGrad, kNoTopologicalOrder, kDoubleBackward, kMissingUnBroadcast;
// attention
extern const Room kLeakedCausalMask, kInvertedPaddingMask, kUnscaledScores;
// layers and numbers
extern const Room kClonedLayers, kBiasedStandardDeviation, kNanFromLog0;

}  // namespace vitro::step::museum
