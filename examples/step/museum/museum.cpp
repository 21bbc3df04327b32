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
    return (*room)->run();
}

}  // namespace vitro::step
