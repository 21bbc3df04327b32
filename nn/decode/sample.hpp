// nn/decode/sample.hpp: a token drawn from a row of logits. What the options mean: nn/decode/sample_options.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/tensor.hpp"
#include "nn/decode/sample_options.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The tokens that may be drawn, likeliest first; their probabilities sum to 1. A logit of -infinity is never drawn.
/// Throws Error for options that are not valid, for logits that are not numbers, and when no token is left.
std::vector<TokenProbability> choices(std::span<const real> logits, const SampleOptions& options);

/// Draws tokens. A draw depends on the seed, the position and the logits alone: nothing is kept from one to the next,
/// and with the same logits any number of threads draws the same.
class Sampler {
  public:
    /// Throws Error for options that are not valid.
    explicit Sampler(const SampleOptions& options = {});
    /// `position` numbers the draws of a text: each has random bits of its own. Throws Error as choices() does.
    std::int32_t operator()(std::span<const real> logits, std::uint64_t position) const;

  private:
    SampleOptions options_;
};

}  // namespace vitro::nn::inline VITRO_REAL
