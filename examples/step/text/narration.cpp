// examples/step/text/narration.cpp: reads narration.json, and finds in it.
#include "examples/step/text/narration.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "examples/step/page/parts.hpp"
#include "nn/json_text.hpp"

namespace vitro::step {
namespace {

using core::trace::EventKind;
using Json = nlohmann::ordered_json;

std::string text_or_none(const Json& json, const char* key) {
    return json.contains(key) ? json.at(key).get<std::string>() : std::string();
}

Entries entries(const Json& json) {
    Entries list;
    for (const auto& [name, sentence] : json.items()) list.emplace_back(name, sentence.get<std::string>());
    return list;
}

Entries modules(const Json& json) {
    Entries list;
    for (const auto& [pattern, words] : json.items()) list.emplace_back(pattern, words.at("plain").get<std::string>());
    return list;
}

EventCard event_card(const Json& json) {
    return {json.at("title"), json.at("plain"), json.at("formal"), text_or_none(json, "expansion_plain"),
            text_or_none(json, "expansion_formal")};
}

OpCard op_card(const std::string& op, const Json& json) {
    OpCard card;
    card.op = op;
    const std::pair<const char*, std::string*> fields[] = {
        {"title", &card.title},     {"pattern", &card.pattern},       {"plain", &card.plain},
        {"formal", &card.formal},   {"back_plain", &card.back_plain}, {"back_formal", &card.back_formal},
        {"formula", &card.formula}, {"shapes", &card.shapes},         {"vjp", &card.vjp},
        {"cell", &card.cell},       {"mistake", &card.mistake}};
    for (const auto& [key, field] : fields) *field = json.at(key);
    card.inputs = entries(json.at("inputs"));
    return card;
}

EventKind kind_named(const std::string& name) {
    for (int kind = 0; kind < core::trace::kEventKinds; ++kind)
        if (name == core::trace::name_of(static_cast<EventKind>(kind))) return static_cast<EventKind>(kind);
    throw core::Error(fmt::format("[narration] there is no kind of event '{}'", name));
}

TourStop stop(const Json& json) {
    TourStop stop;
    stop.at = json.at("at");
    stop.kind = kind_named(json.at("kind"));
    stop.part = json.value("part", 0);
    stop.value = text_or_none(json, "value");
    stop.show = json.at("show");
    if (json.contains("cell")) stop.cell = json.at("cell").get<std::vector<std::int64_t>>();
    stop.text = json.at("text");
    stop.question = text_or_none(json, "question");
    stop.answer = text_or_none(json, "answer");
    stop.explain = text_or_none(json, "explain");
    if (json.contains("choices")) stop.choices = json.at("choices").get<std::vector<std::string>>();
    return stop;
}

Tour tour(const Json& json) {
    Tour tour{json.at("id"), json.at("title"), json.at("for"), {}};
    for (const Json& one : json.at("stops")) tour.stops.push_back(stop(one));
    return tour;
}

Narration narration_of(const Json& json) {
    Narration words;
    for (int kind = 0; kind < core::trace::kEventKinds; ++kind)
        words.events[static_cast<std::size_t>(kind)] =
            event_card(json.at("events").at(core::trace::name_of(static_cast<EventKind>(kind))));
    for (const auto& [op, card] : json.at("ops").items()) words.ops.push_back(op_card(op, card));
    words.patterns = entries(json.at("patterns"));
    words.modules = modules(json.at("modules"));
    words.why_zero = entries(json.at("why_zero"));
    words.glossary = entries(json.at("glossary"));
    words.hooks = entries(json.at("hooks"));
    for (const Json& one : json.at("tours")) words.tours.push_back(tour(one));
    return words;
}

/// Whether `*` in the pattern may stand for characters so that it becomes the path.
bool fits(std::string_view pattern, std::string_view path) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == path;
    if (!path.starts_with(pattern.substr(0, star))) return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t end = star; end <= path.size(); ++end)
        if (fits(rest, path.substr(end))) return true;
    return false;
}

std::string_view find(const Entries& entries, std::string_view name) {
    const auto found = std::ranges::find(entries, name, &Entries::value_type::first);
    return found == entries.end() ? std::string_view() : found->second;
}

}  // namespace

Narration read_narration(std::string_view json) {
    try {
        return narration_of(nn::parse_settings_json(json, "narration.json"));
    } catch (const nlohmann::json::exception& error) {
        throw core::Error(fmt::format("[narration] {}", error.what()));
    }
}

const Narration& narration() {
    static const Narration words = read_narration(parts::narration());
    return words;
}

const OpCard& card_of(std::string_view op) {
    const auto found = std::ranges::find(narration().ops, op, &OpCard::op);
    if (found == narration().ops.end()) throw core::Error(fmt::format("[narration] the op '{}' has no card", op));
    return *found;
}

const EventCard& card_of(EventKind kind) {
    return narration().events[static_cast<std::size_t>(kind)];
}

std::span<const Tour> tours() {
    return narration().tours;
}

const Tour* find_tour(std::string_view id) {
    const auto found = std::ranges::find(narration().tours, id, &Tour::id);
    return found == narration().tours.end() ? nullptr : &*found;
}

std::string_view module_sentence(std::string_view path) {
    for (const auto& [pattern, words] : narration().modules)
        if (fits(pattern, path)) return words;
    return {};
}

std::string_view why_zero(std::string_view reason) {
    return find(narration().why_zero, reason);
}

}  // namespace vitro::step
