// examples/step/exports/json.cpp: the recording's JSON with events by name, and the times as a trace.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/trace/recording_file.hpp"
#include "core/trace/recording_json.hpp"
#include "examples/step/analysis/condition.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/exports/exports.hpp"

namespace vitro::step {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto kReplace = Json::error_handler_t::replace;  // a word need not be UTF-8

Json event_json(const Timeline& timeline, int t) {
    Json json{{"event", t},
              {"kind", trace::name_of(timeline.event(t).kind)},
              {"name", timeline.name_at(t)},
              {"module", timeline.path_at(t)},
              {"twin", timeline.twin(t)}};
    const auto subject = subject_of(timeline, t);
    if (subject.value < 0) return json;
    json["tensor"] = subject.which + ":" + timeline.value(subject.value).name;
    json["shape"] = timeline.value(subject.value).shape.str();
    json["norm"] = norm(numbers_of(timeline, subject, t));
    return json;
}

/// Microseconds, as the format has them.
Json bar(const Timeline& timeline, int t, std::int64_t start, std::int64_t nanoseconds, int row) {
    const trace::Application& op = timeline.op(timeline.event(t).index);
    return {{"name", timeline.name_at(t)},
            {"cat", op.op},
            {"ph", "X"},
            {"pid", 1},
            {"tid", row},
            {"ts", static_cast<double>(start) / 1e3},
            {"dur", static_cast<double>(nanoseconds) / 1e3},
            {"args", {{"event", t}, {"op", op.op}, {"flops", op.flops}, {"bytes", op.bytes}}}};
}

}  // namespace

std::string json_text(const trace::Recording& recording) {
    Json json{{"schema", trace::kRecordingSchema}};
    json.update(trace::to_json(recording));
    const Timeline timeline(recording);
    Json events = Json::array();
    for (int t = 0; t < timeline.size(); ++t) events.push_back(event_json(timeline, t));
    json["timeline"] = events;
    return json.dump(1, ' ', false, kReplace) + "\n";
}

std::string chrome_trace(const trace::Recording& recording) {
    const Timeline timeline(recording);
    Json bars = Json::array();
    std::int64_t now = 0;
    for (int t = 0; t < timeline.size(); ++t) {
        const trace::EventKind kind = timeline.event(t).kind;
        if (kind != trace::EventKind::forward && kind != trace::EventKind::backward) continue;
        const trace::Application& op = timeline.op(timeline.event(t).index);
        const bool forward = kind == trace::EventKind::forward;
        const std::int64_t took = forward ? op.forward_ns : op.backward_ns;
        bars.push_back(bar(timeline, t, now, took, forward ? 1 : 2));
        now += took;
    }
    for (const auto& [row, name] : {std::pair(1, "forward"), std::pair(2, "backward")})
        bars.push_back({{"name", "thread_name"}, {"ph", "M"}, {"pid", 1}, {"tid", row}, {"args", {{"name", name}}}});
    return Json{{"traceEvents", bars}, {"displayTimeUnit", "ns"}}.dump(1, ' ', false, kReplace) + "\n";
}

}  // namespace vitro::step
