// tests/nn/decode/whole_model.hpp: searches that run the whole model for every token: the oracle of those with a cache.
#pragma once

#include <vector>

#include "nn/decode/search.hpp"
#include "tests/nn/decode/markov.hpp"

namespace vitro::test::inline VITRO_REAL {

/// Log-probabilities [vocabulary] of what follows the tokens, by one pass over the sentence and all tokens.
core::Tensor by_whole_model(const nn::Transformer& model, const Sources& sources, std::int64_t sentence,
                            const std::vector<std::int32_t>& tokens);

/// Beam search as nn/decode/beam.hpp describes it, for one sentence; best first. One beam is greedy search.
std::vector<nn::Decoded> search_by_whole_model(const nn::Transformer& model, const Sources& sources,
                                               std::int64_t sentence, const nn::BeamOptions& options);

}  // namespace vitro::test::inline VITRO_REAL
