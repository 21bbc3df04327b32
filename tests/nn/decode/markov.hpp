// tests/nn/decode/markov.hpp: a Transformer by hand, whose next token depends on the present one in a known way.
//
// Embeddings are one-hot, every sublayer adds zero, so that the output weight's row of a token is all that is left: it
// holds the logarithms of the probabilities of what follows. Ids as in the vocabulary: 2 begins, 3 ends.
#pragma once

#include <vector>

#include "tests/nn/models/examples.hpp"

namespace vitro::test::inline VITRO_REAL {

/// probabilities[i][j] of token j after token i; rows sum to 1. Sources may use ids 0 to 8.
Example markov(const std::vector<std::vector<double>>& probabilities, std::int64_t max_positions = 20);

/// A batch of sources of the given lengths.
struct Sources {
    core::Indices ids, lengths;
};
Sources sources(std::initializer_list<std::int32_t> lengths);

}  // namespace vitro::test::inline VITRO_REAL
