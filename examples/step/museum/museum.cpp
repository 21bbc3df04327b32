// examples/step/museum/museum.cpp: the list of rooms.
#include "examples/step/museum/museum.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step {
namespace {

std::span<const museum::Room* const> rooms() {
    using namespace museum;
    static const Room* const list[] = {
        &kForgottenZeroGrad,   &kNoTopologicalOrder, &kDoubleBackward, &kMissingUnBroadcast,      &kLeakedCausalMask,
        &kInvertedPaddingMask, &kUnscaledScores,     &kClonedLayers,   &kBiasedStandardDeviation, &kNanFromLog0};
    return list;
}

/// What the debugger and the page tell of the step: first what is seen, the answer last.
std::vector<core::trace::Note> notes_of(const Exhibit& exhibit, const Shown& shown) {
    std::vector<core::trace::Note> notes{{"Seen", std::string(exhibit.symptom)},
                                         {"Question", std::string(exhibit.question)}};
    for (const Verdict& verdict : shown.verdicts)
        notes.push_back({fmt::format("{} by: {}", verdict.catches() ? "Caught" : "Not caught", verdict.check),
                         fmt::format("Of this step: {}. Of the right one: {}.", verdict.of_wrong, verdict.of_right)});
    notes.push_back({"Answer", std::string(exhibit.explanation)});
    return notes;
}

}  // namespace

std::span<const Exhibit> exhibits() {
    static const std::vector<Exhibit> list = [] {
        std::vector<Exhibit> all;
        for (const museum::Room* room : rooms()) all.push_back(room->exhibit);
        return all;
    }();
    return list;
}

const Exhibit& find_exhibit(std::string_view name) {
    const std::span<const Exhibit> all = exhibits();
    const auto found = std::ranges::find(all, name, &Exhibit::name);
    if (found != all.end()) return *found;
    std::string names;
    for (const Exhibit& exhibit : all) names += fmt::format("{}{}", names.empty() ? "" : ", ", exhibit.name);
    throw core::Error(fmt::format("[museum] there is no exhibit '{}'; valid are {}", name, names));
}

Shown run(const Exhibit& exhibit) {
    find_exhibit(exhibit.name);
    const auto room =
        std::ranges::find(rooms(), exhibit.name, [](const museum::Room* one) { return one->exhibit.name; });
    Shown shown = (*room)->run();
    if (shown.recording) shown.recording->notes = notes_of(exhibit, shown);
    return shown;
}

}  // namespace vitro::step
