// nn/train/run/ledger_comparison.cpp: two rising lists of steps, walked together.
#include "nn/train/run/ledger_comparison.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "nn/json_text.hpp"

namespace vitro::nn {
namespace {

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

double relative_difference(double a, double b) {
    const double size = std::max(std::abs(a), std::abs(b));
    return size == 0 ? 0 : std::abs(a / size - b / size);  // a - b might not be finite
}

class Walk {
  public:
    void meet(const LedgerEntry& a, const LedgerEntry& b) {
        ++result.common;
        if (same_bits(a.loss, b.loss) && same_bits(a.gradient_norm, b.gradient_norm)) {
            ++result.equal;
            result.equal_first += result.first ? 0 : 1;
            return;
        }
        if (!result.first) result.first = {a, b};
        weigh(relative_difference(a.loss, b.loss), a.step, false);
        weigh(relative_difference(a.gradient_norm, b.gradient_norm), a.step, true);
    }

    LedgerComparison result;

  private:
    void weigh(double difference, std::int64_t step, bool in_norm) {
        if (difference <= result.largest) return;
        result.largest = difference;
        result.largest_step = step;
        result.largest_in_norm = in_norm;
    }
};

/// A setting by its dotted name; null where it is not.
nlohmann::json at(const nlohmann::json& settings, const nlohmann::json::json_pointer& name) {
    return settings.contains(name) ? settings.at(name) : nlohmann::json();
}

std::string dotted(std::string pointer) {
    std::ranges::replace(pointer, '/', '.');
    return pointer.substr(1);
}

}  // namespace

LedgerComparison compare(const Ledger& a, const Ledger& b) {
    Walk walk;
    auto left = a.entries.begin(), right = b.entries.begin();
    while (left != a.entries.end() && right != b.entries.end()) {
        if (left->step == right->step)
            walk.meet(*left++, *right++);
        else
            ++(left->step < right->step ? left : right);
    }
    return walk.result;
}

std::vector<std::string> differing_settings(const nlohmann::ordered_json& a, const nlohmann::ordered_json& b) {
    const nlohmann::json left = decisive_settings(a), right = decisive_settings(b);
    std::set<std::string> names;
    for (const nlohmann::json& settings : {left.flatten(), right.flatten()})
        for (const auto& item : settings.items()) names.insert(item.key());
    names.erase("");  // what an object with nothing in it is called
    std::vector<std::string> differing;
    for (const std::string& name : names) {
        const nlohmann::json::json_pointer pointer(name);
        const nlohmann::json mine = at(left, pointer), theirs = at(right, pointer);
        if (mine != theirs)
            differing.push_back(fmt::format("{}: {} and {}", dotted(name), json_text(mine), json_text(theirs)));
    }
    return differing;
}

}  // namespace vitro::nn
