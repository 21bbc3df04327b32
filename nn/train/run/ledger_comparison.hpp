// nn/train/run/ledger_comparison.hpp: where two trainings, step by step, came to different numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nn/train/run/ledger.hpp"

namespace vitro::nn {

struct LedgerComparison {
    std::int64_t common = 0;       ///< steps that both ledgers have
    std::int64_t equal = 0;        ///< of those, with the same bits of loss and gradient norm
    std::int64_t equal_first = 0;  ///< of those, before the first that differs

    struct Difference {
        LedgerEntry a, b;
    };
    std::optional<Difference> first;  ///< the first step that differs

    double largest = 0;             ///< relative difference |a - b| / max(|a|, |b|) of any loss or norm
    std::int64_t largest_step = 0;  ///< where that is; 0: nowhere
    bool largest_in_norm = false;   ///< in the gradient norm rather than the loss
};

LedgerComparison compare(const Ledger& a, const Ledger& b);

/// "training.seed: 1 and 2": the decisive settings in which two runs differ.
std::vector<std::string> differing_settings(const nlohmann::ordered_json& a, const nlohmann::ordered_json& b);

}  // namespace vitro::nn
