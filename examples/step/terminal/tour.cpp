// examples/step/terminal/tour.cpp: guided walks through the lesson, from ../text.
#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/panels.hpp"
#include "examples/step/terminal/verbs.hpp"
#include "examples/step/text/narration.hpp"

namespace vitro::step {
namespace {

std::string all_tours(Debugger& d) {
    std::string text;
    for (const Tour& one : tours())
        text += "  " + padded(one.id, 12) +
                wrapped(d.look, fmt::format("{}, {} stops", one.title, one.stops.size()), 14).substr(14);
    return text + "tour NAME begins one.\n";
}

/// "[6,4]"
std::string cell_text(const TourStop& stop) {
    return stop.cell.empty() ? "" : fmt::format("[{}]", fmt::join(stop.cell, ","));
}

/// What the stop wants seen, beneath the card.
std::string shown(Debugger& d, const TourStop& stop) {
    const Words named = stop.value.empty() ? Words{} : Words{stop.value};
    if (stop.show == "attention") return attention_panel(d, {});
    if (stop.show == "loss") return loss_panel(d, {});
    if (stop.show == "why") return why(d, {(named.empty() ? "g:." : "g:" + stop.value) + cell_text(stop)});
    if (stop.show == "check") return check(d, named);
    if (named.empty()) return "";
    if (stop.show == "gradient") return view_gradient(d, named);
    return stop.show == "update" ? "" : view_value(d, named);
}

std::string guarded(Debugger& d, const TourStop& stop) {
    try {
        return shown(d, stop);
    } catch (const core::Error& error) {
        return wrapped(d.look, error.what(), 2);  // not there yet: which may be the point
    }
}

std::string show_stop(Debugger& d) {
    const Tour& tour = *find_tour(d.tour);
    const TourStop& stop = tour.stops[d.tour_stop];
    const int event = find_stop(d.recording, stop);
    if (event < 0) throw core::Error(fmt::format("this tour is of the lesson: there is no {} here", stop.at));
    while (d.in_expansion()) d.leave();
    d.go(event, true);
    std::string text = card(d) + guarded(d, stop);
    text += bold(d.look, fmt::format("{} {}/{}", tour.title, d.tour_stop + 1, tour.stops.size())) + "\n" +
            wrapped(d.look, stop.text, 2);
    if (stop.question.empty()) return text;
    const std::string choices = stop.choices.empty() ? "" : fmt::format(" ({})", fmt::join(stop.choices, ", "));
    d.question = std::make_unique<Question>(Question{stop.question + choices, stop.answer, stop.explain, stop.choices});
    return text + wrapped(d.look, "Question: " + d.question->text, 2);
}

}  // namespace

std::string tour(Debugger& d, const Words& words) {
    if (words.empty() && d.tour.empty()) return all_tours(d);
    if (words.empty() || words[0] == "next") {
        const Tour* const running = find_tour(d.tour);
        if (running == nullptr) throw core::Error("no tour has begun: tour lists them");
        if (d.tour_stop + 1 >= running->stops.size()) {
            d.tour.clear();
            return "The tour is over.\n";
        }
        ++d.tour_stop;
        return show_stop(d);
    }
    if (find_tour(words[0]) == nullptr) {
        std::vector<std::string> ids;
        for (const Tour& one : tours()) ids.push_back(one.id);
        throw core::Error(fmt::format("there is no tour '{}'; valid are {}", words[0], fmt::join(ids, ", ")));
    }
    d.tour = words[0], d.tour_stop = 0;
    return show_stop(d);
}

}  // namespace vitro::step
