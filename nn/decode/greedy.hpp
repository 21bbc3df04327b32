// nn/decode/greedy.hpp: the most likely token, then the most likely token after that, ...
#pragma once

#include <vector>

#include "nn/decode/search.hpp"
#include "nn/models/transformer.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Translates all sentences of a batch side by side; those that have ended leave it. source [batch, time],
/// source_lengths [batch]; one result for each, whose score is its log-probability.
std::vector<Decoded> greedy(const Transformer& model, const core::Indices& source, const core::Indices& source_lengths,
                            const SearchOptions& options = {});

}  // namespace vitro::nn::inline VITRO_REAL
