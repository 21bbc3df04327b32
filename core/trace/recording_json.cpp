// core/trace/recording_json.cpp: a recording to JSON, field by field.
#include "core/trace/recording_json.hpp"

#include <nlohmann/json.hpp>

#include "core/trace/attributes_json.hpp"

namespace vitro::core::trace {
namespace {

using Json = nlohmann::ordered_json;

template <class List, class Write>
Json list_of(const List& list, const Write& write) {
    Json json = Json::array();
    for (const auto& item : list) json.push_back(write(item));
    return json;
}

Json written(const Labels& labels) {
    Json json{{"name", labels.name}, {"words", labels.words}};
    if (!labels.ids.empty()) json["ids"] = to_json(labels.ids);
    return json;
}

Json written(const Value& value) {
    Json json{{"role", name_of(value.role)}, {"name", value.name}, {"shape", to_json(value.shape)}};
    json["axes"] = value.axes;
    json["gradient"] = value.wants_gradient;
    if (value.maker >= 0) json["maker"] = value.maker;
    if (value.view_of >= 0) json["view_of"] = value.view_of;
    if (value.outer >= 0) json["outer"] = value.outer;
    return json;
}

Json written(const Kept& kept) {
    return {{"name", kept.name}, {"shape", to_json(kept.shape)}, {"bytes", kept.bytes}, {"value", kept.value}};
}

Json written(const Application& op) {
    Json json{{"op", op.op},
              {"path", op.path},
              {"file", op.file},
              {"line", op.line},
              {"inputs", op.inputs},
              {"output", op.output},
              {"attributes", to_json(op.attributes)}};
    json["kept"] = list_of(op.kept, [](const Kept& kept) { return written(kept); });
    json["differentiated"] = op.differentiated;
    json["flops"] = op.flops, json["bytes"] = op.bytes;
    json["forward_ns"] = op.forward_ns, json["backward_ns"] = op.backward_ns;
    if (op.expansion >= 0) json["expansion"] = op.expansion;
    return json;
}

Json written(const Contribution& one) {
    return {{"op", one.op}, {"input", one.input}, {"value", one.value}};
}

Json written(const Event& event) {
    Json json{{"kind", name_of(event.kind)}, {"index", event.index}};
    if (event.parts > 0) json["part"] = event.part, json["parts"] = event.parts;
    return json;
}

Json written(const Graph& graph) {
    return {{"values", list_of(graph.values, [](const Value& x) { return written(x); })},
            {"ops", list_of(graph.ops, [](const Application& x) { return written(x); })},
            {"contributions", list_of(graph.contributions, [](const Contribution& x) { return written(x); })},
            {"events", list_of(graph.events, [](const Event& x) { return written(x); })},
            {"output", graph.output}};
}

Json written(const Update& update) {
    Json json{{"value", update.value},
              {"states", list_of(update.states, [](const State& state) { return Json(state.name); })}};
    if (!update.decayed) json["decayed"] = false;
    return json;
}

Json written(const Optimization& o) {
    return {{"optimizer", o.optimizer}, {"step", o.step},     {"learning_rate", o.learning_rate},
            {"beta1", o.beta1},         {"beta2", o.beta2},   {"epsilon", o.epsilon},
            {"momentum", o.momentum},   {"tokens", o.tokens}, {"weight_decay", o.weight_decay},
            {"norm", o.norm},           {"clip", o.clip},     {"factor", o.factor}};
}

}  // namespace

Json to_json(const Recording& recording) {
    Json json{{"title", recording.title}, {"engine", recording.engine}};
    if (!recording.notes.empty())
        json["notes"] = list_of(recording.notes, [](const Note& note) {
            return Json{{"head", note.head}, {"text", note.text}};
        });
    json["loss"] = recording.loss, json["loss_after"] = recording.loss_after;
    json["labels"] = list_of(recording.labels, [](const Labels& x) { return written(x); });
    json["optimization"] = written(recording.optimization);
    json["updates"] = list_of(recording.updates, [](const Update& x) { return written(x); });
    json["graphs"] = list_of(recording.graphs, [](const Graph& x) { return written(x); });
    return json;
}

}  // namespace vitro::core::trace
