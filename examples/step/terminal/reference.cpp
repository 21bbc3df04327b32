// examples/step/terminal/reference.cpp: parses references, and cuts slices.
#include "examples/step/terminal/reference.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/terminal/words.hpp"

namespace vitro::step {
namespace {

bool parse_whole(std::string_view text, std::int64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

std::vector<std::string> split_indices(std::string_view text) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (const char letter : text) {
        if (letter == '"')
            quoted = !quoted, parts.back() += letter;
        else if (letter == ',' && !quoted)
            parts.emplace_back();
        else if (letter != ' ' || quoted)
            parts.back() += letter;
    }
    return parts;
}

std::int64_t place(std::string_view text, std::int64_t size, const char* what) {
    std::int64_t number = 0;
    if (!parse_whole(text, number))
        throw core::Error(fmt::format("{} {}: valid are 0 to {}, -1 for the last, 1:3, : and words of the axis", what,
                                      core::printable(text, '\''), size - 1));
    if (number < 0) number += size;
    return number;
}

Range range_of(const trace::Recording& recording, const std::string& axis, std::string text, std::int64_t size) {
    const std::vector<std::string> words = words_along(recording, axis);
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    if (quoted) text = text.substr(1, text.size() - 2);
    const auto word = std::ranges::find(words, text);
    std::int64_t number = 0;
    if (word != words.end() && (quoted || !parse_whole(text, number)))
        return {word - words.begin(), word - words.begin() + 1, true};
    if (quoted) {
        static_cast<void>(find_name(text, words, "word"));
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) {
        if (!words.empty() && !parse_whole(text, number)) static_cast<void>(find_name(text, words, "word"));
        const std::int64_t at = place(text, size, "place");
        if (at < 0 || at >= size) throw core::Error(fmt::format("place {}: valid are 0 to {}", text, size - 1));
        return {at, at + 1, true};
    }
    const std::int64_t from = colon == 0 ? 0 : place(text.substr(0, colon), size, "place");
    const std::int64_t to = colon + 1 == text.size() ? size : place(text.substr(colon + 1), size, "place");
    if (from < 0 || to > size || from >= to)
        throw core::Error(fmt::format("{}: of 0 to {} that is no part", core::printable(text, '\''), size - 1));
    return {from, to, false};
}

void add_ranges(const Timeline& timeline, Reference& reference) {
    const trace::Value& value = timeline.value(reference.value);
    std::vector<std::string> parts;
    if (!reference.indices.empty())
        parts = split_indices(std::string_view(reference.indices).substr(1, reference.indices.size() - 2));
    if (static_cast<int>(parts.size()) > value.shape.rank())
        throw core::Error(fmt::format("{} places, but {} has {} axes: {}", parts.size(), value.name, value.shape.rank(),
                                      value.shape.str()));
    for (int axis = 0; axis < value.shape.rank(); ++axis) {
        const auto i = static_cast<std::size_t>(axis);
        const std::int64_t size = value.shape[axis];
        const std::string along = i < value.axes.size() ? value.axes[i] : "";
        reference.ranges.push_back(i < parts.size() ? range_of(timeline.recording(), along, parts[i], size)
                                                    : Range{0, size, false});
    }
}

std::vector<std::string> kinds(const trace::Recording& recording) {
    std::vector<std::string> names{"v", "g", "k", "u"};
    if (!recording.updates.empty())
        for (const trace::State& state : recording.updates[0].states) names.push_back(state.name);
    return names;
}

[[noreturn]] void nothing_there(const trace::Value& value, std::string_view what) {
    throw core::Error(fmt::format("{}: {}", value.name, what));
}

std::vector<float> contribution_numbers(const Timeline& timeline, const Reference& reference, int t) {
    const std::vector<int>& all = timeline.contributions_to(reference.value);
    const trace::Value& value = timeline.value(reference.value);
    if (all.empty()) nothing_there(value, "nothing is added to its gradient");
    int part = reference.part;
    if (part == 0 && timeline.event(t).kind == trace::EventKind::accumulate && timeline.value_at(t) == reference.value)
        part = timeline.event(t).part;
    part = std::max(part, 1);
    if (part > static_cast<int>(all.size()))
        nothing_there(value, fmt::format("there is no contribution {}: its gradient has {}", part, all.size()));
    return timeline.contribution(all[static_cast<std::size_t>(part - 1)]).numbers.numbers;
}

std::vector<float> update_numbers(const Timeline& timeline, const Reference& reference) {
    const int event = timeline.update_of(reference.value);
    const trace::Value& value = timeline.value(reference.value);
    if (event < 0) nothing_there(value, "it is no parameter: nothing updates it");
    const trace::Update& update = timeline.update(timeline.event(event).index);
    if (reference.which != "u") {
        for (const trace::State& state : update.states)
            if (state.name == reference.which) return state.after.numbers;
        nothing_there(value, fmt::format("the optimizer keeps no {}", reference.which));
    }
    std::vector<float> change = update.after.numbers;
    for (std::size_t i = 0; i < change.size(); ++i) change[i] -= value.numbers.numbers[i];
    return change;
}

}  // namespace

bool Reference::is_element() const {
    return std::ranges::all_of(ranges, [](const Range& range) { return range.to - range.from == 1; });
}

std::int64_t Reference::offset(const core::Shape& shape) const {
    Index index;
    for (const Range& range : ranges) index.push_back(range.from);
    return offset_of(shape, index);
}

Reference reference_of(const Timeline& timeline, std::string_view text, const std::string& view, int focus) {
    Reference reference{.which = view, .ranges = {}, .indices = {}};
    if (text.starts_with('@')) text.remove_prefix(1), reference.value = focus;  // "@[2,5]": of what is in focus
    const std::size_t bracket = std::min(text.find('['), text.size());
    const std::size_t close = text.rfind(']');
    std::string_view name = text.substr(0, bracket), behind;
    if (bracket < text.size()) {
        if (close == std::string_view::npos || close < bracket)
            throw core::Error(fmt::format("{}: a ] is missing", core::printable(text, '\'')));
        reference.indices = text.substr(bracket, close - bracket + 1), behind = text.substr(close + 1);
    }
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
        reference.which = name.substr(0, colon), name.remove_prefix(colon + 1);
        const std::vector<std::string> valid = kinds(timeline.recording());
        if (std::ranges::count(valid, reference.which) == 0)
            throw core::Error(fmt::format("{}: valid before a colon are {}", core::printable(reference.which, '\''),
                                          fmt::join(valid, ", ")));
    }
    const std::string_view moment = behind.empty() ? name : behind;
    if (const std::size_t at = moment.find('@'); at != std::string_view::npos) {
        reference.moment = find_event(timeline, moment.substr(at + 1));
        if (behind.empty()) name = name.substr(0, at);
    }
    if (const std::size_t slash = name.rfind('/'); slash != std::string_view::npos && reference.which == "k")
        reference.part = count_of(std::string(name.substr(slash + 1)), "contribution"), name = name.substr(0, slash);
    if (name == "." || (name.empty() && !text.empty())) reference.value = focus;
    if (reference.value < 0 && (name == "." || name.empty()))
        throw core::Error("this event is about no tensor: name one");
    if (reference.value < 0) reference.value = find_value(timeline, name);
    add_ranges(timeline, reference);
    return reference;
}

std::vector<float> numbers_of(const Timeline& timeline, const Reference& reference, int t) {
    if (reference.moment >= 0) t = reference.moment;
    const trace::Value& value = timeline.value(reference.value);
    if (reference.which == "v") {
        if (!timeline.is_there(reference.value, t)) nothing_there(value, "not yet computed");
        return timeline.numbers(reference.value, t).numbers;
    }
    if (reference.which == "k") return contribution_numbers(timeline, reference, t);
    if (reference.which != "g") return update_numbers(timeline, reference);
    GradientAt gradient = timeline.gradient(reference.value, t);
    if (gradient.state == GradientState::unwanted) nothing_there(value, "it has no gradient: nothing flows to it");
    if (gradient.numbers.empty())
        nothing_there(value, gradient.parts == 0
                                 ? "its gradient is unset: it is not on a path to the loss"
                                 : "its gradient is unset: nothing has arrived yet; NAME@end is when all has");
    return gradient.numbers;
}

}  // namespace vitro::step
