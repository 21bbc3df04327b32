// examples/step/own/unknown.cpp: which characters or words those are.
#include "examples/step/own/unknown.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::step {
namespace {

constexpr std::size_t kMostNamed = 5;

/// Each once, those beyond a few as dots: "'x', 'y', ..."
std::string named(const std::vector<std::string_view>& tokens) {
    std::vector<std::string> names;
    for (const std::string_view token : tokens) {
        std::string name = core::printable(token, '\'');
        if (std::ranges::find(names, name) != names.end()) continue;
        if (names.size() == kMostNamed) return fmt::format("{}, ...", fmt::join(names, ", "));
        names.push_back(std::move(name));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string alphabet(const nn::Vocabulary& vocabulary) {
    std::string all;
    for (std::int32_t id = 0; id < vocabulary.size(); ++id) all += vocabulary.token(id);
    return core::printable(all);
}

}  // namespace

void refuse_unknown(std::string_view text, const nn::Vocabulary& vocabulary) {
    const std::vector<std::string_view> unknown = vocabulary.unknown_in(text);
    if (unknown.empty()) return;
    const std::string valid = vocabulary.has_specials() ? "" : fmt::format(": {}", alphabet(vocabulary));
    throw core::Error(fmt::format("--text: {} {} not among the {} tokens that the model knows{}", named(unknown),
                                  unknown.size() == 1 ? "is" : "are", vocabulary.size(), valid));
}

}  // namespace vitro::step
