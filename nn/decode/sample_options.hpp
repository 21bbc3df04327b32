// nn/decode/sample_options.hpp: how a token is drawn from its probabilities.
//
//   p_i = exp(z_i / T) / sum_j exp(z_j / T)        over the tokens j that are kept, of logits z; T is the temperature
//
// Below T = 1 the likely become likelier, above it less so. top_k keeps the k likeliest tokens (Fan et al. 2018,
// "Hierarchical neural story generation"). top_p then keeps the fewest of these, likeliest first, whose p sum to top_p
// or more (Holtzman et al. 2020, "The curious case of neural text degeneration"). Of equally likely tokens, the one
// with the lower id counts as likelier.
#pragma once

#include <cstdint>

namespace vitro::nn {

struct SampleOptions {
    double temperature = 1;  ///< 0: always the likeliest token
    std::int64_t top_k = 0;  ///< 0: all
    double top_p = 1;        ///< above 0; 1: all
    std::uint64_t seed = 0;

    /// Throws Error that names the option, its value and what would be valid.
    void validate() const;
    bool operator==(const SampleOptions&) const = default;
};

/// A token that may be drawn.
struct TokenProbability {
    std::int32_t token = 0;
    double probability = 0;
};

}  // namespace vitro::nn
