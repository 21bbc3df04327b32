// core/trace/recording_file.cpp: the JSON and the numbers, in one safetensors file.
#include "core/trace/recording_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/io/values.hpp"
#include "core/printable.hpp"
#include "core/trace/recording_json.hpp"

namespace vitro::core::trace {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kKey = "vitro.recording";

/// visit(name, captured, shape) for all numbers of a recording that may be in a file, whether they are there or not.
template <class AnyGraph, class Visit>
void visit_graph(AnyGraph& graph, const std::string& prefix, const Visit& visit) {
    for (std::size_t i = 0; i < graph.values.size(); ++i)
        if (graph.values[i].view_of < 0 && graph.values[i].outer < 0)
            visit(fmt::format("{}v/{}", prefix, i), graph.values[i].numbers, graph.values[i].shape);
    for (std::size_t i = 0; i < graph.contributions.size(); ++i)
        visit(fmt::format("{}c/{}", prefix, i), graph.contributions[i].numbers,
              graph.values[static_cast<std::size_t>(graph.contributions[i].value)].shape);
}

template <class AnyRecording, class Visit>
void visit_numbers(AnyRecording& recording, const Visit& visit) {
    for (std::size_t g = 0; g < recording.graphs.size(); ++g)
        visit_graph(recording.graphs[g], g == 0 ? "" : fmt::format("{}/", g), visit);
    for (std::size_t i = 0; i < recording.updates.size(); ++i) {
        auto& update = recording.updates[i];
        const Shape& shape = recording.graphs.front().values[static_cast<std::size_t>(update.value)].shape;
        visit(fmt::format("stale/{}", i), update.stale, shape);
        visit(fmt::format("after/{}", i), update.after, shape);
        for (auto& state : update.states) {
            visit(fmt::format("{}.before/{}", state.name, i), state.before, shape);
            visit(fmt::format("{}.after/{}", state.name, i), state.after, shape);
        }
    }
}

Json rest_of(const Captured& captured) {
    return {{"greatest", captured.greatest},
            {"extremes", captured.extremes},
            {"sum_of_squares", captured.sum_of_squares},
            {"least", captured.least},
            {"most", captured.most},
            {"zeros", captured.zeros},
            {"not_finite", captured.not_finite}};
}

struct Written {
    std::vector<SafetensorsSource> tensors;
    std::map<std::string, std::string> metadata;
};

Written written(const Recording& recording) {
    Written file;
    Json json{{"schema", kRecordingSchema}};
    json.update(to_json(recording));
    Json captured = Json::object();
    visit_numbers(recording, [&](const std::string& name, const Captured& numbers, const Shape& shape) {
        if (numbers.empty()) return;
        std::vector<std::int64_t> sizes(shape.begin(), shape.end());
        if (!numbers.whole()) {
            sizes = {static_cast<std::int64_t>(numbers.numbers.size())};
            captured[name] = rest_of(numbers);
        }
        file.tensors.push_back({name, Dtype::F32, sizes, std::as_bytes(std::span(numbers.numbers))});
    });
    json["captured"] = captured;
    file.metadata[kKey] = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return file;
}

Captured read_captured(const SafetensorsFile& file, const SafetensorsEntry& entry, const Shape& shape,
                       const Json& rest) {
    std::vector<float> numbers(static_cast<std::size_t>(entry.count()));
    read_values(file, entry, numbers.data(), entry.count());
    if (rest.is_null()) {
        if (entry.count() != shape.size())
            throw Error(fmt::format("{} holds {} numbers, of {}", entry.name, entry.count(), shape.size()));
        return capture(numbers.data(), shape.size());
    }
    Captured captured;
    captured.size = shape.size(), captured.numbers = std::move(numbers);
    captured.greatest = rest.at("greatest").get<std::vector<std::int64_t>>();
    captured.extremes = rest.at("extremes").get<std::vector<float>>();
    captured.sum_of_squares = rest.at("sum_of_squares");
    captured.least = rest.at("least"), captured.most = rest.at("most");
    captured.zeros = rest.at("zeros"), captured.not_finite = rest.at("not_finite");
    return captured;
}

/// The JSON, of this schema.
Json json_of(const SafetensorsFile& file) {
    const auto found = file.metadata().find(kKey);
    if (found == file.metadata().end()) throw Error("no recording of vitro's: it has no metadata 'vitro.recording'");
    Json json = Json::parse(found->second);
    const std::string schema = json.at("schema");
    if (schema != kRecordingSchema)
        throw Error(fmt::format("its schema is {}; this program reads {}", printable(schema, '\''), kRecordingSchema));
    return json;
}

void read_numbers(const SafetensorsFile& file, const Json& captured, Recording& recording) {
    visit_numbers(recording, [&](const std::string& name, Captured& numbers, const Shape& shape) {
        const SafetensorsEntry* const entry = file.find(name);
        if (entry != nullptr)
            numbers = read_captured(file, *entry, shape, captured.value(name, Json()));
        else if (!name.starts_with("stale/") && shape.size() > 0)
            throw Error(fmt::format("the numbers {} are missing", name));
    });
}

}  // namespace

void write_recording(const std::string& path, const Recording& recording) {
    const Written file = written(recording);
    write_safetensors(path, file.tensors, file.metadata);
}

std::string recording_bytes(const Recording& recording) {
    const Written file = written(recording);
    return safetensors_bytes("the recording", file.tensors, file.metadata);
}

Recording read_recording(const std::string& path) {
    const SafetensorsFile file(path);
    try {
        const Json json = json_of(file);
        Recording recording = recording_of(json);
        read_numbers(file, json.at("captured"), recording);
        return recording;
    } catch (const std::exception& error) {
        throw Error(fmt::format("{}: cannot be opened as a recording: {}", path, error.what()));
    }
}

}  // namespace vitro::core::trace
