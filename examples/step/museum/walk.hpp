// examples/step/museum/walk.hpp: other drivers of the reverse pass, over a graph that is recorded.
//
// They ask the engine for one op's vector-Jacobian product at a time, and do the rest themselves: in which order ops
// are asked, and what is added to what. The wrong ones are in public code of people who learned by writing an engine.
#pragma once

#include "core/trace/recording.hpp"

namespace vitro::step::museum {

enum class Order {
    as_reached,  ///< an op is asked, once, as soon as anything has arrived at its output
    sorted,      ///< when everything has: consumers first
};

/// The recording with another reverse pass in the place of its own, contributions and events; without updates. Passes
/// after the first begin again with 1 at the loss, and find the gradients of the passes before them everywhere else.
core::trace::Recording walked_back(core::trace::Recording recording, Order order, int passes = 1);

}  // namespace vitro::step::museum
