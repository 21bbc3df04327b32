// nn/data/stories/cast.hpp: who and what stories are about, and how they begin and end.
#pragma once

#include <cstddef>
#include <vector>

#include "nn/data/stories/teller.hpp"

namespace vitro::nn::stories {

/// Sets the slots of a new cast: {hero}, {friend} and {other}, three names; {he} {him} {his} {himself} of the hero,
/// {f.he} ... of the friend, {o.he} ... of the other; {kind}, {f.kind} and {o.kind}, what they are; {home}, where the
/// hero lives; {trait}, {habit} and {ending}; {colour} and {noun}, together {thing}, and {use}; {place} and {there},
/// {place2} and {there2}, {place3} and {there3}: "the mill" and "behind the mill"; {food}, {weather}, {time}.
void set_cast(Teller& teller);

/// `count` numbers below `bound`, each another, in random order.
std::vector<std::size_t> different(Teller& teller, std::size_t count, std::size_t bound);

/// "Once ..., there was a curious hedgehog called Ida, who lived ...": a first paragraph.
void introduce(Teller& teller);

/// A last paragraph that comes back to the hero's habit.
void conclude(Teller& teller);

}  // namespace vitro::nn::stories
