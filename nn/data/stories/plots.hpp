// nn/data/stories/plots.hpp: what can happen. Each plot tells one story of a cast that is set, from its title on.
#pragma once

#include <span>

#include "nn/data/stories/teller.hpp"

namespace vitro::nn::stories {

using Plot = void (*)(Teller& teller);

// searches.cpp
void lost(Teller& teller);    ///< a thing is gone, and one clue leads to the next
void noise(Teller& teller);   ///< a sound at night, and what made it
void letter(Teller& teller);  ///< a friend writes from far away

// exchanges.cpp
void trade(Teller& teller);     ///< one thing for another, until the first comes back
void sharing(Teller& teller);   ///< so many plums, so many friends
void kindness(Teller& teller);  ///< what is lent returns

// contests.cpp
void riddle(Teller& teller);   ///< a question with one answer
void race(Teller& teller);     ///< who is first at the well
void baking(Teller& teller);   ///< a cake that lacks something
void machine(Teller& teller);  ///< an invention, and what it did instead

std::span<const Plot> plots();

}  // namespace vitro::nn::stories
