// core/trace/recording_from_json.cpp: JSON to a recording, field by field; what is read is checked before it is an
// index.
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/op.hpp"
#include "core/trace/attributes_json.hpp"
#include "core/trace/recording_json.hpp"

namespace vitro::core::trace {
namespace {

using Json = nlohmann::ordered_json;

/// An index of a list of `count`, or, where it may be missing, -1.
int index_of(const Json& json, const char* key, std::size_t count, bool optional = false) {
    const int index = json.value(key, -1);
    if ((index < 0 && !optional) || index >= static_cast<int>(count))
        throw Error(fmt::format("'{}' is {}, of {}", key, index, count));
    return std::max(index, -1);
}

template <class Item, class Read>
std::vector<Item> read_list(const Json& json, const Read& read) {
    std::vector<Item> list;
    for (const Json& item : json) list.push_back(read(item));
    return list;
}

Role role_of(const Json& json) {
    for (const Role role : {Role::parameter, Role::constant, Role::result})
        if (json == name_of(role)) return role;
    throw Error(fmt::format("there is no role '{}'", json.get<std::string>()));
}

EventKind kind_of(const Json& json) {
    for (int i = 0; i < kEventKinds; ++i)
        if (json == name_of(static_cast<EventKind>(i))) return static_cast<EventKind>(i);
    throw Error(fmt::format("there is no kind of event '{}'", json.get<std::string>()));
}

Labels read_labels(const Json& json) {
    Labels labels{json.at("name"), json.at("words"), {}};
    if (json.contains("ids")) labels.ids = indices_of(json["ids"]);
    return labels;
}

Value read_value(const Json& json, std::size_t values, std::size_t ops, std::size_t outer) {
    Value value;
    value.role = role_of(json.at("role"));
    value.name = json.at("name"), value.shape = shape_of(json.at("shape"));
    value.axes = json.at("axes").get<std::vector<std::string>>();
    if (static_cast<int>(value.axes.size()) != value.shape.rank()) throw Error(fmt::format("{}: axes", value.name));
    value.wants_gradient = json.at("gradient");
    value.maker = index_of(json, "maker", ops, true);
    value.view_of = index_of(json, "view_of", values, true);
    value.outer = index_of(json, "outer", outer, true);
    return value;
}

Application read_op(const Json& json, std::size_t values, std::size_t graphs) {
    Application op;
    op.op = json.at("op"), op.path = json.at("path"), op.file = json.at("file"), op.line = json.at("line");
    if (find_op(op.op) == nullptr) throw Error(fmt::format("there is no op '{}'", op.op));
    for (const Json& input : json.at("inputs")) op.inputs.push_back(index_of({{"input", input}}, "input", values));
    op.output = index_of(json, "output", values);
    op.attributes = attributes_of(json.at("attributes"));
    op.kept = read_list<Kept>(json.at("kept"), [&](const Json& kept) {
        return Kept{kept.at("name"), shape_of(kept.at("shape")), kept.at("bytes"),
                    index_of(kept, "value", values, true)};
    });
    op.differentiated = json.at("differentiated");
    op.flops = json.at("flops"), op.bytes = json.at("bytes");
    op.forward_ns = json.at("forward_ns"), op.backward_ns = json.at("backward_ns");
    op.expansion = index_of(json, "expansion", graphs, true);
    if (op.expansion == 0) throw Error(fmt::format("{} is its own expansion", op.op));
    return op;
}

Contribution read_contribution(const Json& json, const Graph& graph) {
    Contribution one;
    one.op = index_of(json, "op", graph.ops.size());
    const auto& inputs = graph.ops[static_cast<std::size_t>(one.op)].inputs;
    one.input = index_of(json, "input", inputs.size());
    one.value = index_of(json, "value", graph.values.size());
    if (one.value != inputs[static_cast<std::size_t>(one.input)])
        throw Error(fmt::format("a contribution of op {} to another's input", one.op));
    return one;
}

std::size_t listed(EventKind kind, const Graph& graph, const Recording& recording) {
    switch (kind) {
        case EventKind::zero:
        case EventKind::update:
            return recording.updates.size();
        case EventKind::input:
            return recording.labels.size();
        case EventKind::forward:
        case EventKind::backward:
            return graph.ops.size();
        case EventKind::loss:
        case EventKind::seed:
            return graph.values.size();
        case EventKind::accumulate:
            return graph.contributions.size();
        case EventKind::mean:
        case EventKind::clip:
            break;
    }
    return 1;
}

Event read_event(const Json& json, const Graph& graph, const Recording& recording) {
    Event event;
    event.kind = kind_of(json.at("kind"));
    event.index = index_of(json, "index", listed(event.kind, graph, recording));
    event.part = json.value("part", 0), event.parts = json.value("parts", 0);
    return event;
}

/// A view is of an earlier value, so that looking for its numbers ends.
void check_views(const Graph& graph) {
    for (std::size_t i = 0; i < graph.values.size(); ++i) {
        const Value& value = graph.values[i];
        if (value.view_of >= static_cast<int>(i)) throw Error(fmt::format("{} is a view of itself", value.name));
        if (value.view_of >= 0 &&
            graph.values[static_cast<std::size_t>(value.view_of)].shape.size() != value.shape.size())
            throw Error(fmt::format("{} is a view of another size", value.name));
    }
}

Graph read_graph(const Json& json, std::size_t outer, const Recording& recording, std::size_t graphs) {
    Graph graph;
    const std::size_t values = json.at("values").size(), ops = json.at("ops").size();
    graph.values =
        read_list<Value>(json.at("values"), [&](const Json& x) { return read_value(x, values, ops, outer); });
    graph.ops = read_list<Application>(json.at("ops"), [&](const Json& x) { return read_op(x, values, graphs); });
    graph.contributions =
        read_list<Contribution>(json.at("contributions"), [&](const Json& x) { return read_contribution(x, graph); });
    graph.events = read_list<Event>(json.at("events"), [&](const Json& x) { return read_event(x, graph, recording); });
    graph.output = index_of(json, "output", values, true);
    check_views(graph);
    return graph;
}

Update read_update(const Json& json, std::size_t values) {
    Update update;
    update.value = index_of(json, "value", values);
    update.decayed = json.value("decayed", true);
    update.states = read_list<State>(json.at("states"), [](const Json& name) { return State{name, {}, {}}; });
    return update;
}

Optimization read_optimization(const Json& json) {
    Optimization o;
    o.optimizer = json.at("optimizer"), o.step = json.at("step"), o.learning_rate = json.at("learning_rate");
    o.beta1 = json.at("beta1"), o.beta2 = json.at("beta2"), o.epsilon = json.at("epsilon");
    o.momentum = json.at("momentum"), o.tokens = json.at("tokens"), o.weight_decay = json.at("weight_decay");
    o.norm = json.at("norm"), o.clip = json.at("clip"), o.factor = json.at("factor");
    return o;
}

}  // namespace

Recording recording_of(const Json& json) {
    Recording recording;
    recording.title = json.at("title"), recording.engine = json.at("engine");
    if (json.contains("notes"))
        recording.notes = read_list<Note>(json.at("notes"), [](const Json& x) {
            return Note{x.at("head"), x.at("text")};
        });
    recording.loss = json.at("loss"), recording.loss_after = json.at("loss_after");
    recording.labels = read_list<Labels>(json.at("labels"), read_labels);
    recording.optimization = read_optimization(json.at("optimization"));
    const Json& graphs = json.at("graphs");
    if (graphs.empty()) throw Error("there is no graph");
    const std::size_t outer = graphs.front().at("values").size();
    recording.updates = read_list<Update>(json.at("updates"), [&](const Json& x) { return read_update(x, outer); });
    for (const Json& graph : graphs)
        recording.graphs.push_back(read_graph(graph, recording.graphs.empty() ? 0 : outer, recording, graphs.size()));
    return recording;
}

}  // namespace vitro::core::trace
