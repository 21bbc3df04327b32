// examples/step/terminal/stops.cpp: breakpoints, watchpoints, continuing to them in either direction; find.
#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

/// A watchpoint is for what an event writes; a breakpoint for any.
bool stops_at(const Stop& stop, const Timeline& timeline, int t) {
    if (stop.watches && !subject_of(timeline, t).writes) return false;
    return stop.condition.holds(timeline, t);
}

std::string go_on(Debugger& d, int direction) {
    const Timeline& timeline = d.timeline();
    for (int t = d.place.event + direction; t >= 0 && t < timeline.size(); t += direction)
        for (const Stop& stop : d.stops)
            if (stops_at(stop, timeline, t)) {
                d.go(t, true);
                return fmt::format("{} {}: {}\n", stop.watches ? "Watchpoint" : "Breakpoint", stop.number,
                                   stop.condition.text()) +
                       card(d);
            }
    d.go(direction > 0 ? timeline.size() - 1 : 0, true);
    const std::string none = d.stops.empty() ? "No breakpoints are set. " : "";
    return fmt::format("{}This is the {}.\n", none, direction > 0 ? "end" : "beginning") + card(d);
}

std::string add_stop(Debugger& d, const Words& words, bool watches) {
    const Condition condition(d.timeline(), words);
    int count = 0;
    Stop stop{d.last_number + 1, watches, condition};
    for (int t = 0; t < d.timeline().size(); ++t) count += stops_at(stop, d.timeline(), t) ? 1 : 0;
    d.stops.push_back(stop);
    ++d.last_number;
    return fmt::format("{} {}: {}, at {} events\n", watches ? "Watchpoint" : "Breakpoint", stop.number,
                       condition.text(), count);
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
