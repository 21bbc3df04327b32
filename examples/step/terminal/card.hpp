// examples/step/terminal/card.hpp: the focus card: one event, what it read, what it did, what came of it.
#pragma once

#include <string>

#include "examples/step/terminal/debugger.hpp"

namespace vitro::step {

/// In a quiz, a question instead where there is one.
std::string card(Debugger& d);
std::string whole_card(Debugger& d);

/// "encoder.norm.layer_norm   (1,6,16)  value, |v| 1.234": a tensor in a line, behind what it is called there.
std::string tensor_line(Debugger& d, const std::string& role, int value);
/// A picture of numbers of a value's shape, with its words.
std::string tensor_picture(Debugger& d, int value, const std::vector<float>& numbers);

/// A sentence for an event, in plain words.
std::string sentence_of(const Timeline& timeline, int event);

}  // namespace vitro::step
