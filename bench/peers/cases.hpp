// bench/peers/cases.hpp: the shapes that the peers are compared on.
#pragma once

#include <string>
#include <vector>

#include "bench/peers/problem.hpp"

namespace vitro::bench::peers {

/// A problem, and with how many threads.
struct Case {
    Problem problem;
    int threads = 1;
    std::string name() const;
};

/// Products on each number of threads, in NN, NT and TN: from a small model's to a large one's, and a row times a
/// matrix; attention on the largest number of threads; operations on rows on one and on the largest.
std::vector<Case> all_cases(const std::vector<int>& threads);

/// Those in whose names the regular expression is found. Throws core::Error when it is none, or found in no name.
std::vector<Case> matching(const std::vector<Case>& cases, const std::string& filter);

}  // namespace vitro::bench::peers
