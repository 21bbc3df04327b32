// examples/step/terminal/verbs.hpp: everything that can be typed, as a table.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "examples/step/terminal/debugger.hpp"
#include "examples/step/terminal/words.hpp"

namespace vitro::step {

/// Does what a verb says with the words behind it, and returns what is to be shown. Throws Error for words that mean
/// nothing.
using Action = std::string (*)(Debugger&, const Words&);

struct Verb {
    std::string_view name;
    std::string_view aliases;  ///< "s" or "n next"
    std::string_view usage;    ///< behind the name
    std::string_view help;     ///< one sentence or a few
    Action action;
    bool repeats = false;  ///< an empty line does it again
};

std::span<const Verb> all_verbs();
/// By name, alias, or the beginning of one name only. Throws Error that offers the nearest.
const Verb& find_verb(std::string_view word);

// walk.cpp: through the events
std::string step(Debugger&, const Words&);
std::string reverse_step(Debugger&, const Words&);
std::string next(Debugger&, const Words&);
std::string reverse_next(Debugger&, const Words&);
std::string step_into(Debugger&, const Words&);
std::string finish(Debugger&, const Words&);
std::string reverse_finish(Debugger&, const Words&);
// jump.cpp: to one
std::string go_to(Debugger&, const Words&);
std::string twin(Debugger&, const Words&);
std::string previous_place(Debugger&, const Words&);
std::string next_place(Debugger&, const Words&);
// stops.cpp
std::string resume(Debugger&, const Words&);
std::string reverse_resume(Debugger&, const Words&);
std::string set_break(Debugger&, const Words&);
std::string set_watch(Debugger&, const Words&);
std::string remove_stop(Debugger&, const Words&);
std::string find(Debugger&, const Words&);
// show.cpp
std::string show_card(Debugger&, const Words&);
std::string print(Debugger&, const Words&);
std::string view_value(Debugger&, const Words&);
std::string view_gradient(Debugger&, const Words&);
std::string view_contribution(Debugger&, const Words&);
std::string view_update(Debugger&, const Words&);
// lists.cpp
std::string list(Debugger&, const Words&);
std::string list_inputs(Debugger&, const Words&);
std::string list_outputs(Debugger&, const Words&);
std::string info(Debugger&, const Words&);
// ask.cpp
std::string why(Debugger&, const Words&);
std::string check(Debugger&, const Words&);
// try.cpp
std::string set(Debugger&, const Words&);
std::string rerun(Debugger&, const Words&);
// quiz.cpp
std::string quiz(Debugger&, const Words&);
// tour.cpp
std::string tour(Debugger&, const Words&);
// verbs.cpp
std::string help(Debugger&, const Words&);
std::string history(Debugger&, const Words&);
std::string quit(Debugger&, const Words&);

}  // namespace vitro::step
