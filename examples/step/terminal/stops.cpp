// examples/step/terminal/stops.cpp: breakpoints, watchpoints, continuing to them in either direction; find.
#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

bool meets(const Condition& condition, bool watches, const Timeline& timeline, int t) {
    return (!watches || subject_of(timeline, t).writes) && condition.holds(timeline, t);
}

/// A watchpoint is for what an event writes; a breakpoint for any. An expansion has names of its own.
bool stops_at(Stop& stop, const Timeline& timeline, int t) {
    if (timeline.is_step()) return meets(stop.condition, stop.watches, timeline, t);
    const auto [entry, is_new] = stop.inside.try_emplace(timeline.graph_index());
    if (is_new) try {
            entry->second.emplace(timeline, words_of(stop.condition.text()));
        } catch (const core::Error&) {  // names what is not in here
        }
    return entry->second && meets(*entry->second, stop.watches, timeline, t);
}

int count_in(Stop& stop, const Timeline& timeline) {
    int count = 0;
    for (int t = 0; t < timeline.size(); ++t) count += stops_at(stop, timeline, t) ? 1 : 0;
    return count;
}

/// The events of the expansion that happen at an event of the step, in that direction: its forward or its backward.
std::vector<int> inner_events(const Timeline& inner, bool forward, int direction) {
    std::vector<int> events;
    bool seeded = false;
    for (int t = 0; t < inner.size(); ++t) {
        seeded = seeded || inner.event(t).kind == trace::EventKind::seed;
        if (seeded != forward) events.push_back(t);
    }
    if (direction < 0) std::ranges::reverse(events);
    return events;
}

std::string stopped(Debugger& d, const Stop& stop) {
    return fmt::format("{} {}: {}\n", stop.watches ? "Watchpoint" : "Breakpoint", stop.number, stop.condition.text()) +
           card(d);
}

/// Enters the expansion of the op at event t of the step, if a stop that the step never meets is met inside.
const Stop* stop_inside(Debugger& d, int t, int direction) {
    const int op = d.timeline().op_at(t);
    const trace::EventKind kind = d.timeline().event(t).kind;
    const bool forward = kind == trace::EventKind::forward;
    if (op < 0 || d.timeline().op(op).expansion < 0 || (!forward && kind != trace::EventKind::backward)) return nullptr;
    const Timeline& inner = d.timeline_of(d.timeline().op(op).expansion);
    for (const int at : inner_events(inner, forward, direction))
        for (Stop& stop : d.stops)
            if (stop.is_inner && stops_at(stop, inner, at)) {
                d.go(t, true);
                d.outer.push_back(d.place);
                d.place = {inner.graph_index(), at};
                return &stop;
            }
    return nullptr;
}

/// To the next stop of the graph at hand.
const Stop* stop_here(Debugger& d, int direction) {
    const Timeline& timeline = d.timeline();
    for (int t = d.place.event + direction; t >= 0 && t < timeline.size(); t += direction) {
        for (Stop& stop : d.stops)
            if (stops_at(stop, timeline, t)) {
                d.go(t, true);
                return &stop;
            }
        if (d.in_expansion()) continue;
        if (const Stop* const stop = stop_inside(d, t, direction)) return stop;
    }
    return nullptr;
}

std::string go_on(Debugger& d, int direction) {
    const Stop* stop = stop_here(d, direction);
    while (stop == nullptr && d.in_expansion()) {
        d.leave();
        stop = stop_here(d, direction);
    }
    if (stop != nullptr) return stopped(d, *stop);
    d.go(direction > 0 ? d.timeline().size() - 1 : 0, true);
    const std::string none = d.stops.empty() ? "No breakpoints are set. " : "";
    return fmt::format("{}This is the {}.\n", none, direction > 0 ? "end" : "beginning") + card(d);
}

/// In the expansions; of the step's events a stop without any is looked for there.
int count_inside(Debugger& d, Stop& stop) {
    int count = 0;
    for (std::size_t graph = 1; graph < d.recording.graphs.size(); ++graph)
        count += count_in(stop, d.timeline_of(static_cast<int>(graph)));
    return count;
}

/// A name is the step's, or else that of the expansion at hand.
Stop new_stop(Debugger& d, const Words& words, bool watches) {
    const int number = d.last_number + 1;
    try {
        return {number, watches, Condition(d.timeline_of(0), words)};
    } catch (const core::Error&) {
        if (!d.in_expansion()) throw;
        return {number, watches, Condition(d.timeline(), words)};
    }
}

std::string add_stop(Debugger& d, const Words& words, bool watches) {
    Stop stop = new_stop(d, words, watches);
    const int count = count_in(stop, d.timeline_of(0));
    stop.is_inner = count == 0;
    const int inside = stop.is_inner ? count_inside(d, stop) : 0;
    const std::string also = inside > 0 ? fmt::format(" of the step and {} inside of its fused ops", inside) : "";
    d.stops.push_back(stop);
    ++d.last_number;
    return wrapped(d.look,
                   fmt::format("{} {}: {}, at {} event{}{}", watches ? "Watchpoint" : "Breakpoint", stop.number,
                               stop.condition.text(), count, count == 1 ? "" : "s", also),
                   0);
}

struct Found {
    int event = 0;
    Statistics numbers;
    std::int64_t bytes = 0, nanoseconds = 0;
};

Found found_at(const Timeline& timeline, int t) {
    Found found{.event = t, .numbers = {}};
    const auto subject = subject_of(timeline, t);
    found.numbers = statistics(numbers_of(timeline, subject, t));
    if (subject.value >= 0) found.bytes = 4 * timeline.value(subject.value).shape.size();
    const int op = timeline.op_at(t);
    const trace::EventKind kind = timeline.event(t).kind;
    if (op >= 0 && kind == trace::EventKind::forward) found.nanoseconds = timeline.op(op).forward_ns;
    if (op >= 0 && kind == trace::EventKind::backward) found.nanoseconds = timeline.op(op).backward_ns;
    return found;
}

void sort_by(std::vector<Found>& found, const std::string& key) {
    if (key == "norm")
        std::ranges::stable_sort(found, [](const Found& a, const Found& b) { return a.numbers.norm > b.numbers.norm; });
    else if (key == "bytes")
        std::ranges::stable_sort(found, [](const Found& a, const Found& b) { return a.bytes > b.bytes; });
    else if (key == "time")
        std::ranges::stable_sort(found, [](const Found& a, const Found& b) { return a.nanoseconds > b.nanoseconds; });
    else
        throw core::Error("sort: valid are norm, bytes, time");
}

std::string row(Debugger& d, const Found& found, bool timed) {
    const Timeline& timeline = d.timeline();
    const int value = timeline.value_at(found.event);
    const std::string shape = value < 0 ? "" : timeline.value(value).shape.str();
    const std::string numbers = found.numbers.size == 0 ? "" : brief(found.numbers.norm);
    const std::string time = timed && found.nanoseconds > 0 ? time_text(static_cast<double>(found.nanoseconds)) : "";
    const int room = std::max(16, d.look.columns - 4 - 5 - 6 - 11 - 11 - (timed ? 11 : 0));
    return fmt::format("{:>5} {:<5}{} {} {}{}\n", found.event, trace::name_of(timeline.event(found.event).kind),
                       padded(tail(timeline.name_at(found.event), room), room), padded(shape, 11), right(numbers, 10),
                       timed ? right(time, 11) : "");
}

}  // namespace

std::string resume(Debugger& d, const Words&) {
    return go_on(d, 1);
}
std::string reverse_resume(Debugger& d, const Words&) {
    return go_on(d, -1);
}
std::string set_break(Debugger& d, const Words& words) {
    return add_stop(d, words, false);
}
std::string set_watch(Debugger& d, const Words& words) {
    return add_stop(d, words, true);
}

std::string remove_stop(Debugger& d, const Words& words) {
    if (words.empty()) {
        d.stops.clear();
        return "All breakpoints and watchpoints are gone.\n";
    }
    const int number = count_of(words[0], "number");
    if (std::erase_if(d.stops, [number](const Stop& stop) { return stop.number == number; }) == 0)
        throw core::Error(fmt::format("there is no breakpoint {}; info breakpoints lists them", number));
    return fmt::format("{} is gone.\n", number);
}

std::string find(Debugger& d, const Words& words) {
    Words conditions;
    std::string key;
    for (const std::string& word : words)
        if (word.starts_with("sort:"))
            key = word.substr(5);
        else
            conditions.push_back(word.find_first_of("/:=()") == std::string::npos ? "/" + word + "/" : word);
    const Condition condition(d.timeline(), conditions);
    std::vector<Found> found;
    for (int t = 0; t < d.timeline().size(); ++t)
        if (condition.holds(d.timeline(), t)) found.push_back(found_at(d.timeline(), t));
    if (!key.empty()) sort_by(found, key);
    constexpr std::size_t kMost = 40;
    std::string text = fmt::format("{} of {} events{}\n", found.size(), d.timeline().size(),
                                   found.size() > kMost ? fmt::format(", the first {}:", kMost) : "");
    for (std::size_t i = 0; i < std::min(found.size(), kMost); ++i) text += row(d, found[i], key == "time");
    return text;
}

}  // namespace vitro::step
