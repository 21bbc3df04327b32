// examples/vitro/evaluate_kinds.hpp: how good a trained model is that does not translate.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "nn/train/run/run_directory.hpp"

namespace vitro::program {

/// For people and for programs.
struct Measured {
    std::vector<std::pair<std::string, std::string>> rows;
    nlohmann::ordered_json figures;
};

/// Loss of a language model over the validation part of its text, right answers of a toy task's solver, accuracy of a
/// classifier on a split of its lines ("val" unless named; the others have no choice). Throws core::Error for a run or
/// a text that will not do.
Measured evaluate_kind(const nn::RunDirectory& run, const std::string& weights, const std::string& split);

}  // namespace vitro::program
