// examples/step/terminal/walk.cpp: one event, one module, into an expansion and out of it.
#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

using trace::EventKind;

int count_in(const Words& words) {
    return words.empty() ? 1 : std::max(1, count_of(words[0], "count"));
}

std::string at_end(Debugger& d, bool forward) {
    const std::string where = d.in_expansion() ? "expansion; finish goes back to the step" : "recorded step";
    return fmt::format("This is the {} of the {}.\n", forward ? "end" : "beginning", where);
}

/// So many events on, or back for less than 0.
std::string move(Debugger& d, int by) {
    const int last = d.timeline().size() - 1;
    const int to = std::clamp(d.place.event + by, 0, last);
    if (to == d.place.event) return at_end(d, by > 0);
    d.go(to);
    return card(d);
}

/// Whether a path is this module or inside of it; at the top every one is a module of its own.
bool is_inside(const std::string& path, const std::string& module) {
    return path == module || (path.starts_with(module) && path[module.size()] == '.');
}

/// The first event in that direction that is outside of the module, or of another phase; the last there is otherwise.
int leave_module(const Timeline& timeline, int from, int direction, const std::string& module) {
    const auto phase = [&](int t) {
        const EventKind kind = timeline.event(t).kind;
        return kind == EventKind::accumulate ? EventKind::backward : kind;
    };
    int t = from + direction;
    while (t >= 0 && t < timeline.size() && phase(t) == phase(from) && is_inside(timeline.path_at(t), module))
        t += direction;
    return std::clamp(t, 0, timeline.size() - 1);
}

std::string over(Debugger& d, int direction, int count) {
    const int start = d.place.event;
    for (int i = 0; i < count; ++i)
        d.go(leave_module(d.timeline(), d.place.event, direction, d.timeline().path_at(d.place.event)));
    return d.place.event == start ? at_end(d, direction > 0) : card(d);
}

std::string out(Debugger& d, int direction) {
    if (d.in_expansion()) {
        d.leave();
        return card(d);
    }
    const std::string path = d.timeline().path_at(d.place.event);
    const std::size_t dot = path.rfind('.');
    if (path.empty()) return over(d, direction, 1);
    const int to = leave_module(d.timeline(), d.place.event, direction, dot == path.npos ? path : path.substr(0, dot));
    if (to == d.place.event) return at_end(d, direction > 0);
    d.go(to);
    return card(d);
}

}  // namespace

std::string step(Debugger& d, const Words& words) {
    return move(d, count_in(words));
}
std::string reverse_step(Debugger& d, const Words& words) {
    return move(d, -count_in(words));
}
std::string next(Debugger& d, const Words& words) {
    return over(d, 1, count_in(words));
}
std::string reverse_next(Debugger& d, const Words& words) {
    return over(d, -1, count_in(words));
}
std::string finish(Debugger& d, const Words&) {
    return out(d, 1);
}
std::string reverse_finish(Debugger& d, const Words&) {
    return out(d, -1);
}

/// Forward at the first primitive op, backward at the seed: what reached the fused op.
std::string step_into(Debugger& d, const Words&) {
    const int op = d.timeline().op_at(d.place.event);
    if (d.in_expansion() || op < 0 || d.timeline().op(op).expansion < 0) {
        const std::string note = d.in_expansion() ? "" : "Nothing to open here: the op is primitive.\n";
        return note + move(d, 1);
    }
    const bool forward = d.event().kind == EventKind::forward;
    const int graph = d.timeline().op(op).expansion;
    const std::string name = d.timeline().op(op).op;
    const Timeline& inner = d.timeline_of(graph);
    int at = 0;
    while (!forward && at + 1 < inner.size() && inner.event(at).kind != EventKind::seed) ++at;
    d.outer.push_back(d.place);
    d.place = {graph, at};
    return fmt::format("Into {}, as {} primitive ops. finish goes back out.\n", name, inner.graph().ops.size()) +
           card(d);
}

}  // namespace vitro::step
