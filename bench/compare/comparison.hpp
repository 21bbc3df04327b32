// bench/compare/comparison.hpp: how the times of two records relate, name by name.
#pragma once

#include <string>
#include <vector>

#include "bench/record/record.hpp"

namespace vitro::bench {

/// Differences below this are no news whatever the spreads say: between two runs a program's memory lies elsewhere.
inline constexpr double kLeastNews = 0.02;

struct Comparison {
    std::string name;
    double before = 0, after = 0;  ///< median seconds
    double ratio = 1;              ///< before / after: above 1, it became faster
    double spread = 0;             ///< of the ratio, from the spreads of both

    bool is_beyond_noise() const;
};

/// The ratio of two medians. Its spread: relative spreads add as independent errors do, in squares.
Comparison comparison_of(const Result& before, const Result& after);

struct Difference {
    std::vector<Comparison> both;  ///< by rising ratio: what became slower first
    std::vector<std::string> only_before, only_after;
    std::vector<std::string> refused;  ///< in one of the two: not compared
};
Difference difference_of(const Record& before, const Record& after);

}  // namespace vitro::bench
