// nn/decode/next_tokens.hpp: a Transformer as a function from unfinished translations to what may come next.
#pragma once

#include <span>
#include <vector>

#include "nn/decode/search.hpp"
#include "nn/models/transformer.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A translation that has not ended.
struct Prefix {
    std::int64_t sentence = 0;         ///< which source it translates
    std::vector<std::int32_t> tokens;  ///< begin mark first
    double log_probability = 0;        ///< of all tokens but the mark
    std::int64_t parent = 0;           ///< its place in the call before, but for its newest tokens
};

/// Encodes the sources once, and keeps keys and values of all that it has run. A step then costs a decoder pass over
/// one position of each prefix that is still there, and the output projection of these.
class NextTokens {
  public:
    /// source [batch, time], source_lengths [batch]; up to `beams` prefixes of each sentence side by side. The model
    /// must outlive this. Throws Error for options that are out of range for the model or a sentence.
    NextTokens(const Transformer& model, const core::Indices& source, const core::Indices& source_lengths,
               const SearchOptions& options = {}, std::int64_t beams = 1);

    std::int64_t sentences() const { return std::ssize(longest_); }
    /// How many tokens a translation of the sentence may have.
    std::int64_t longest(std::int64_t sentence) const { return longest_[static_cast<std::size_t>(sentence)]; }

    /// Logarithms of probabilities [prefixes, vocabulary], with -infinity for the banned token (the rest then sums to
    /// less than 1). All prefixes have the same length. In the first call they begin; in each later one prefix i goes
    /// on from prefix `parent` of the call before, whose tokens its own begin with: of these only the sentence and the
    /// count are looked at. Throws Error for prefixes that do not go on so, for more of them or longer ones than there
    /// is room for, and when the model's numbers are not finite.
    Tensor operator()(std::span<const Prefix> prefixes);

  private:
    void place(std::span<const Prefix> prefixes);

    const Transformer& model_;
    std::int32_t banned_;
    std::vector<std::int64_t> longest_;
    DecoderCache cache_;
};

}  // namespace vitro::nn::inline VITRO_REAL
