// examples/step/terminal/info.cpp: what there is to know about the step as a whole.
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/terminal/panels.hpp"
#include "examples/step/terminal/update_card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

std::string about_step(Debugger& d) {
    const trace::Recording& r = d.recording;
    const trace::Optimization& o = r.optimization;
    std::string text = wrapped(d.look, fmt::format("{} ({})", r.title, r.engine), 0);
    int counts[trace::kEventKinds] = {};
    for (const trace::Event& event : r.step().events) ++counts[static_cast<int>(event.kind)];
    std::string kinds;
    for (int kind = 0; kind < trace::kEventKinds; ++kind)
        kinds += fmt::format("{} {}  ", trace::name_of(static_cast<trace::EventKind>(kind)), counts[kind]);
    text += wrapped(d.look, "events: " + kinds, 2);
    for (const trace::Labels& labels : r.labels)
        if (!labels.ids.empty())
            text += wrapped(d.look, fmt::format("{}: {}", labels.name, fmt::join(labels.words, " ")), 2);
    if (r.updates.empty()) return text;  // a computation of somebody's own
    text += wrapped(d.look,
                    fmt::format("{}, step {}, learning rate {}; gradient norm {}, clip {}, factor {}", o.optimizer,
                                o.step, brief(o.learning_rate), brief(o.norm), brief(o.clip), brief(o.factor)),
                    2);
    return text + wrapped(d.look, loss_story(r), 2);
}

std::string about_parameters(Debugger& d) {
    const Timeline& timeline = d.timeline_of(0);
    const int room = std::max(16, d.look.columns - 48);
    std::string text = "  " + padded("parameter", room) + "       |w|        |g|      ratio\n";
    for (const trace::Update& update : d.recording.updates) {
        const trace::Value& value = timeline.value(update.value);
        std::vector<double> change = to_doubles(update.after.numbers);
        for (std::size_t i = 0; i < change.size(); ++i) change[i] -= static_cast<double>(value.numbers.numbers[i]);
        const double size = norm(value.numbers.numbers);
        text += fmt::format("  {} {:>9}  {:>9}  {:>9}  {}\n", padded(tail(value.name, room), room), brief(size),
                            brief(norm(timeline.final_gradient(update.value))),
                            size > 0 ? brief(norm(change) / size) : "-", value.shape.str());
    }
    return text;
}

std::string about_stops(Debugger& d) {
    std::string text = d.stops.empty() ? "There are none.\n" : "";
    for (const Stop& stop : d.stops)
        text += fmt::format("  {}  {} {}\n", stop.number, stop.watches ? "watch" : "break", stop.condition.text());
    return text;
}

/// What the op that an event is of was given: where an infinity is not the first, it came from.
std::string operands(Debugger& d, int t) {
    const Timeline& timeline = d.timeline();
    const int op = timeline.op_at(t);
    if (op < 0) return "";
    std::string text;
    const auto line = [&](const char* what, int v, const std::vector<float>& numbers) {
        const Statistics s = statistics(numbers);
        text += fmt::format("    {} {}: from {} to {}, not finite {}\n", what, timeline.value(v).name, brief(s.least),
                            brief(s.most), s.not_finite);
    };
    for (const int v : timeline.op(op).inputs) line("v", v, timeline.numbers(v, t).numbers);
    if (timeline.event(t).kind == trace::EventKind::accumulate)
        line("upstream g", timeline.op(op).output, timeline.final_gradient(timeline.op(op).output));
    return text;
}

/// Forward and backward apart: the first gradient that is not finite is often not where it began.
std::string about_non_finite(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const auto first = [&](const char* condition) -> std::string {
        const Condition wanted(timeline, {condition});
        for (int t = 0; t < timeline.size(); ++t)
            if (subject_of(timeline, t).writes && wanted.holds(timeline, t))
                return fmt::format("event {}, {}\n{}", t, timeline.full_name_at(t), operands(d, t));
        return "none\n";
    };
    return "first value that is not finite: " + first("nonfinite(v)") + "first gradient: " + first("nonfinite(g)");
}

/// Of an exhibit of the museum: what is seen, the question, what catches it, the answer.
std::string about_notes(Debugger& d) {
    std::string text;
    for (const trace::Note& note : d.recording.notes)
        text += bold(d.look, note.head) + "\n" + wrapped(d.look, note.text, 2);
    return text.empty() ? "There are no notes on this step.\n" : text;
}

std::string about_memory(Debugger& d) {
    const Timeline& timeline = d.timeline();
    std::int64_t bytes = 0, flops = 0;
    std::string text;
    const int room = std::max(16, d.look.columns - 32);
    for (const trace::Application& op : timeline.graph().ops) {
        std::int64_t kept = 0;
        for (const trace::Kept& one : op.kept) kept += one.bytes;
        bytes += kept, flops += op.flops;
        text += fmt::format("  {} {:>10} {:>12} FLOPs\n", padded(tail(timeline.value(op.output).name, room), room),
                            bytes_text(static_cast<double>(kept)), op.flops);
    }
    return "Kept for backward, by op (what two ops keep counts twice):\n" + text +
           fmt::format("  in all {}, {} FLOPs forward\n", bytes_text(static_cast<double>(bytes)), flops);
}

}  // namespace

std::string info(Debugger& d, const Words& words) {
    const std::string what = words.empty() ? "step" : words[0];
    const Words rest(words.begin() + (words.empty() ? 0 : 1), words.end());
    const std::vector<std::string> topics{"step",       "notes",       "loss",      "attention", "mask",
                                          "parameters", "breakpoints", "nonfinite", "memory"};
    std::vector<std::string> begun;
    for (const std::string& topic : topics)
        if (topic.starts_with(what)) begun.push_back(topic);
    const std::string topic = begun.size() == 1 ? begun[0] : topics[find_name(what, topics, "topic of info")];
    if (topic == "step") return about_step(d);
    if (topic == "notes") return about_notes(d);
    if (topic == "loss") return loss_panel(d, rest);
    if (topic == "attention") return attention_panel(d, rest);
    if (topic == "mask") return mask_panel(d, rest);
    if (topic == "parameters") return about_parameters(d);
    if (topic == "breakpoints") return about_stops(d);
    return topic == "memory" ? about_memory(d) : about_non_finite(d);
}

}  // namespace vitro::step
