// examples/step/analysis/names.cpp: suffixes, distances, kinds.
#include "examples/step/analysis/names.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <numeric>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "examples/step/text/hooks.hpp"

namespace vitro::step {
namespace {

using trace::EventKind;

/// Letters to insert, remove or change (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, change});
        }
    }
    return row.back();
}

/// To the nearest of a name's endings: "atention" is near to "decoder.layers.0.self_attn.attention".
std::size_t distance_to_an_ending(std::string_view name, std::string_view full) {
    std::size_t least = distance(name, full);
    for (std::size_t dot = full.find('.'); dot != std::string_view::npos; dot = full.find('.', dot + 1))
        least = std::min(least, distance(name, full.substr(dot + 1)));
    return least;
}

bool ends_in(std::string_view full, std::string_view name) {
    return full.size() > name.size() && full.ends_with(name) && full[full.size() - name.size() - 1] == '.';
}

/// A place among the digits of `text`, or nothing.
std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

std::vector<std::size_t> matching(const std::vector<std::string>& names, const auto& matches) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (matches(names[i])) found.push_back(i);
    return found;
}

[[noreturn]] void refuse(std::string_view name, const std::vector<std::string>& names, std::string_view what) {
    constexpr std::size_t kFew = 20;
    const std::vector<std::string> near = nearest(name, names);
    const bool all = near.empty() && names.size() <= kFew;
    throw core::Error(fmt::format("there is no {} {}{}{}", what, core::printable(name, '\''),
                                  all            ? "; valid are "
                                  : near.empty() ? ""
                                                 : "; near are ",
                                  fmt::join(all ? names : near, ", ")));
}

/// "F0", "B", "U3": the event of this number among those of its kind.
std::optional<int> phase_event(const Timeline& timeline, std::string_view text) {
    const std::size_t digits = std::min(text.find_first_of("0123456789"), text.size());
    const auto kind = text.substr(0, digits) == "L" ? EventKind::loss : kind_named(text.substr(0, digits));
    const auto number = digits == text.size() ? std::optional<int>(0) : number_in(text.substr(digits));
    if (!kind || !number) return {};
    int seen = 0;
    for (int t = 0; t < timeline.size(); ++t)
        if (timeline.event(t).kind == *kind && seen++ == *number) return t;
    throw core::Error(fmt::format("there is no event {}: there are {} of its kind", text, seen));
}

int named_event(const Timeline& timeline, std::string_view name, std::optional<EventKind> kind) {
    using enum EventKind;
    for (const EventKind tried : {forward, loss, input, update, accumulate, backward, seed, mean, clip, zero}) {
        if (kind && tried != *kind) continue;
        std::vector<std::string> names;
        std::vector<int> events;
        for (int t = 0; t < timeline.size(); ++t)
            if (timeline.event(t).kind == tried) names.push_back(timeline.name_at(t)), events.push_back(t);
        const bool known = std::ranges::any_of(names, [&](const auto& n) { return n == name || ends_in(n, name); });
        if (known || kind) return events[find_name(name, names, "event")];
    }
    std::vector<std::string> all;
    for (int t = 0; t < timeline.size(); ++t)
        if (std::ranges::count(all, timeline.name_at(t)) == 0) all.push_back(timeline.name_at(t));
    refuse(name, all, "event");
}

}  // namespace

std::vector<std::string> nearest(std::string_view name, const std::vector<std::string>& names, std::size_t most) {
    std::vector<std::pair<std::size_t, std::size_t>> order;  // how far, which
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool holds = !name.empty() && names[i].find(name) != std::string::npos;
        const std::size_t far = holds ? 0 : distance_to_an_ending(name, names[i]);
        if (holds || far <= std::max<std::size_t>(2, name.size() / 2)) order.emplace_back(far, i);
    }
    std::ranges::stable_sort(order, [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : names[a.second].size() < names[b.second].size();
    });
    std::vector<std::string> result;
    for (std::size_t i = 0; i < std::min(most, order.size()); ++i) result.push_back(names[order[i].second]);
    return result;
}

std::size_t find_name(std::string_view name, const std::vector<std::string>& names, std::string_view what) {
    std::vector<std::size_t> found = matching(names, [&](const std::string& n) { return n == name; });
    if (found.empty()) found = matching(names, [&](const std::string& n) { return ends_in(n, name); });
    if (found.empty())
        found = matching(names, [&](const std::string& n) {
            return n.size() > name.size() && !name.empty() && n.starts_with(name) && n[name.size()] == '.';
        });
    if (found.empty()) refuse(name, names, what);
    if (found.size() == 1 || names[found[0]] == name) return found[0];
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 6); ++i) shown.push_back(names[found[i]]);
    throw core::Error(fmt::format("{} may be any of {} {}s: {}{}", core::printable(name, '\''), found.size(), what,
                                  fmt::join(shown, ", "), found.size() > shown.size() ? ", ..." : ""));
}

std::vector<std::string> value_names(const Timeline& timeline) {
    std::vector<std::string> names;
    for (const trace::Value& value : timeline.graph().values) names.push_back(value.name);
    return names;
}

int find_value(const Timeline& timeline, std::string_view name) {
    return static_cast<int>(find_name(name_of_hook(timeline.graph(), name), value_names(timeline), "tensor"));
}

std::optional<EventKind> kind_named(std::string_view name) {
    for (int kind = 0; kind < trace::kEventKinds; ++kind)
        if (name == trace::name_of(static_cast<EventKind>(kind))) return static_cast<EventKind>(kind);
    return {};
}

int find_event(const Timeline& timeline, std::string_view text) {
    if (const auto number = number_in(text)) {
        if (*number >= 0 && *number < timeline.size()) return *number;
        throw core::Error(fmt::format("there is no event {}: valid are 0 to {}", *number, timeline.size() - 1));
    }
    if (text == "start") return 0;
    if (text == "end") return timeline.size() - 1;
    if (const auto event = phase_event(timeline, text)) return *event;
    const std::size_t cut = text.find_first_of(": ");
    if (cut != std::string_view::npos)
        if (const auto kind = kind_named(text.substr(0, cut)))
            return named_event(timeline, name_of_hook(timeline.graph(), text.substr(cut + 1)), kind);
    return named_event(timeline, name_of_hook(timeline.graph(), text), {});
}

}  // namespace vitro::step
