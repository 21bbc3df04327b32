// bench/compare/comparison.cpp: ratios and what they are worth.
#include "bench/compare/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace vitro::bench {
namespace {

std::map<std::string, const Result*> by_name(const Record& record) {
    std::map<std::string, const Result*> results;
    for (const Result& result : record.results) results[result.name] = &result;
    return results;
}

}  // namespace

bool Comparison::is_beyond_noise() const {
    return std::abs(ratio - 1) > std::max(kLeastNews, spread);
}

Comparison comparison_of(const Result& before, const Result& after) {
    Comparison comparison{.name = before.name, .before = before.seconds.median, .after = after.seconds.median};
    comparison.ratio = comparison.before / comparison.after;
    comparison.spread = comparison.ratio *
                        std::hypot(before.seconds.spread / comparison.before, after.seconds.spread / comparison.after);
    return comparison;
}

Difference difference_of(const Record& before, const Record& after) {
    const auto old_results = by_name(before), new_results = by_name(after);
    Difference difference;
    for (const auto& [name, old_result] : old_results) {
        const auto found = new_results.find(name);
        if (found == new_results.end())
            difference.only_before.push_back(name);
        else if (old_result->refused() || found->second->refused())
            difference.refused.push_back(name);
        else
            difference.both.push_back(comparison_of(*old_result, *found->second));
    }
    for (const auto& [name, result] : new_results)
        if (!old_results.contains(name)) difference.only_after.push_back(name);
    std::ranges::sort(difference.both, {}, &Comparison::ratio);
    return difference;
}

}  // namespace vitro::bench
