// examples/step/terminal/jump.cpp: goto, twin, and back to where one was.
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {

std::string go_to(Debugger& d, const Words& words) {
    if (words.empty())
        throw core::Error("goto needs a number, a phase (F0, L, B0, U0, start, end) or the name of an event");
    const std::string text = joined(words);
    try {
        d.go(find_event(d.timeline(), text), true);
    } catch (const core::Error&) {
        if (!d.in_expansion()) throw;
        const int event = find_event(d.timeline_of(0), text);  // of the step, then
        while (d.in_expansion()) d.leave();
        d.go(event, true);
    }
    return card(d);
}

std::string twin(Debugger& d, const Words&) {
    const int twin = d.timeline().twin(d.place.event);
    if (twin < 0)
        throw core::Error(
            fmt::format("{} has no twin in the other direction", d.timeline().full_name_at(d.place.event)));
    d.go(twin, true);
    return card(d);
}

namespace {

std::string travel(Debugger& d, std::vector<Place>& from, std::vector<Place>& to, const char* what) {
    while (!from.empty() && from.back().graph != d.place.graph && from.back().graph != 0) from.pop_back();
    if (from.empty()) throw core::Error(fmt::format("there is no jump to {}", what));
    to.push_back(d.place);
    d.place = from.back();
    if (d.place.graph == 0) d.outer.clear();
    from.pop_back();
    return card(d);
}

}  // namespace

std::string previous_place(Debugger& d, const Words&) {
    return travel(d, d.back, d.forth, "undo");
}
std::string next_place(Debugger& d, const Words&) {
    return travel(d, d.forth, d.back, "do again");
}

}  // namespace vitro::step
