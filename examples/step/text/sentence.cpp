// examples/step/text/sentence.cpp: what happens at an event, in words: its templates, filled in.
#include <algorithm>
#include <fmt/format.h>

#include "examples/step/text/narration.hpp"

namespace vitro::step {
namespace {

using core::trace::Application;
using core::trace::Event;
using core::trace::EventKind;
using core::trace::Graph;
using core::trace::Recording;

template <class List>
decltype(auto) at(List& list, int index) {
    return list[static_cast<std::size_t>(index)];
}

const Application* op_of(const Graph& graph, const Event& event) {
    if (event.kind == EventKind::forward || event.kind == EventKind::backward) return &at(graph.ops, event.index);
    if (event.kind == EventKind::accumulate) return &at(graph.ops, at(graph.contributions, event.index).op);
    return nullptr;
}

/// -1: the event is not about one.
int value_of(const Recording& recording, const Graph& graph, const Event& event) {
    switch (event.kind) {
        case EventKind::zero:
        case EventKind::update:
            return at(recording.updates, event.index).value;
        case EventKind::forward:
        case EventKind::backward:
            return at(graph.ops, event.index).output;
        case EventKind::accumulate:
            return at(graph.contributions, event.index).value;
        case EventKind::loss:
        case EventKind::seed:
            return event.index;
        default:
            return -1;
    }
}

std::string shape_of(const Recording& recording, const Graph& graph, const Event& event) {
    if (event.kind == EventKind::input) return at(recording.labels, event.index).ids.shape().str();
    const int value = value_of(recording, graph, event);
    return value < 0 ? "" : at(graph.values, value).shape.str();
}

std::string input_names(const Graph& graph, const Application& op) {
    std::vector<std::string> names;
    for (const int input : op.inputs) names.push_back(at(graph.values, input).name);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// Of a placeholder; itself when it is not known.
std::string fact(const Recording& recording, const Graph& graph, const Event& event, const std::string& name) {
    const Application* const op = op_of(graph, event);
    const core::trace::Optimization& o = recording.optimization;
    if (name == "value") return name_of_event(recording, graph, event);
    if (name == "shape") return shape_of(recording, graph, event);
    if (name == "part") return std::to_string(event.part);
    if (name == "parts") return std::to_string(event.parts);
    if (name == "tokens") return std::to_string(o.tokens);
    if (name == "step") return std::to_string(o.step);
    if (name == "norm") return fmt::format("{:.3g}", o.norm);
    if (name == "factor") return fmt::format("{:.3g}", o.factor);
    if (name == "learning_rate") return fmt::format("{:.3g}", o.learning_rate);
    if (op && name == "op") return op->op;
    if (op && name == "path") return op->path;
    if (op && name == "inputs") return input_names(graph, *op);
    if (op && name == "output") return at(graph.values, op->output).name;
    return "{" + name + "}";
}

std::string filled(std::string_view words, const Recording& recording, const Graph& graph, const Event& event) {
    std::string text;
    while (!words.empty()) {
        const std::size_t open = words.find('{'), close = words.find('}', std::min(open, words.size()));
        if (close == std::string_view::npos) return text.append(words);
        text.append(words.substr(0, open));
        text += fact(recording, graph, event, std::string(words.substr(open + 1, close - open - 1)));
        words.remove_prefix(close + 1);
    }
    return text;
}

const std::string& template_of(const EventCard& card, bool plain, bool is_expansion) {
    const std::string& inside = plain ? card.expansion_plain : card.expansion_formal;
    if (is_expansion && !inside.empty()) return inside;
    return plain ? card.plain : card.formal;
}

}  // namespace

std::string sentence(const Recording& recording, const Graph& graph, const Event& event, Level level) {
    const bool plain = level == Level::plain, is_expansion = &graph != &recording.step();
    const std::string text = filled(template_of(card_of(event.kind), plain, is_expansion), recording, graph, event);
    if (event.kind != EventKind::forward && event.kind != EventKind::backward) return text;
    const OpCard& op = card_of(at(graph.ops, event.index).op);
    if (event.kind == EventKind::forward) return text + " " + (plain ? op.plain : op.formal);
    return text + " " + (plain ? op.back_plain : op.back_formal);
}

std::string name_of_event(const Recording& recording, const Graph& graph, const Event& event) {
    if (event.kind == EventKind::input) return at(recording.labels, event.index).name;
    const int value = value_of(recording, graph, event);
    return value < 0 ? "" : at(graph.values, value).name;
}

int find_stop(const Recording& recording, const TourStop& stop) {
    const std::vector<Event>& events = recording.step().events;
    const auto found = std::ranges::find_if(events, [&](const Event& event) {
        return event.kind == stop.kind && event.part == stop.part &&
               name_of_event(recording, recording.step(), event) == stop.at;
    });
    return found == events.end() ? -1 : static_cast<int>(found - events.begin());
}

}  // namespace vitro::step
