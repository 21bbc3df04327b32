// examples/step/terminal/quiz.hpp: guessing before looking.
#pragma once

#include <memory>
#include <string>

#include "examples/step/terminal/debugger.hpp"

namespace vitro::step {

/// What there is to guess about the event at hand; nothing about some.
std::unique_ptr<Question> question_of(Debugger& d);
/// Whether a line is a guess rather than a verb.
bool is_answer(const Question& question, const std::string& line);
/// Says whether it is right, explains, and shows the card.
std::string answer(Debugger& d, const std::string& line);

}  // namespace vitro::step
