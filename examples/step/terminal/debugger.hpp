// examples/step/terminal/debugger.hpp: what a session remembers: the place, the way to it, stops, edits.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "examples/step/analysis/condition.hpp"
#include "examples/step/analysis/timeline.hpp"
#include "examples/step/analysis/what_if.hpp"
#include "examples/step/terminal/look.hpp"

namespace vitro::step {

/// An event, of the step or of an expansion.
struct Place {
    int graph = 0, event = 0;
    bool operator==(const Place&) const = default;
};

/// A breakpoint or a watchpoint.
struct Stop {
    int number = 0;
    bool watches = false;
    Condition condition;                                  ///< of the step
    bool is_inner = false;                                ///< no event of the step meets it: look inside of fused ops
    std::map<int, std::optional<Condition>> inside = {};  ///< by expansion; nothing: it has no such names
};

/// What is to be guessed before the card is shown.
struct Question {
    std::string text, answer, explanation;
    std::vector<std::string> choices = {};
};

struct Debugger {
    Debugger(const trace::Recording& recorded, const Look& shown) : recording(recorded), look(shown) {}

    const trace::Recording& recording;
    Look look;
    Place place;
    std::vector<Place> outer;        ///< where the expansions that we are in were entered
    std::vector<Place> back, forth;  ///< of jumps
    std::vector<Stop> stops;
    int last_number = 0;
    std::string view;  ///< which matrix cards show: v, g, k, u; "": what suits the event
    std::vector<Edit> edits;
    std::vector<TokenEdit> token_edits;
    bool quizzes = false;
    std::unique_ptr<Question> question;
    int right = 0, asked = 0;
    std::string tour;  ///< "": none
    std::size_t tour_stop = 0;
    std::vector<std::string> history;
    bool done = false;

    const Timeline& timeline();
    const Timeline& timeline_of(int graph);
    const trace::Event& event() { return timeline().event(place.event); }
    /// The value that the event is about; -1: none.
    int focus() { return timeline().value_at(place.event); }
    bool in_expansion() const { return !outer.empty(); }
    /// Goes to an event of the graph at hand; a jump can be undone.
    void go(int event, bool jump = false);
    /// Leaves the innermost expansion, to the event it was entered from.
    void leave();

  private:
    std::map<int, std::unique_ptr<Timeline>> timelines_;
};

}  // namespace vitro::step
