// nn/decode/next_tokens.hpp: a Transformer as a function from unfinished translations to what may come next.
#pragma once

#include <span>
#include <vector>

#include "nn/models/transformer.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// A translation that has not ended.
struct Prefix {
    std::int64_t sentence = 0;         ///< which source it translates
    std::vector<std::int32_t> tokens;  ///< begin mark first
    double log_probability = 0;        ///< of all tokens but the mark
};

/// Encodes the sources once. A step then costs a decoder pass over the prefixes that are still there, and the output
/// projection of their last positions only.
class NextTokens {
  public:
    /// source [batch, time], source_lengths [batch]; `banned` is never next, or -1. The model must outlive this.
    /// Throws Error for a banned token that is not in the vocabulary.
    NextTokens(const Transformer& model, const core::Indices& source, const core::Indices& source_lengths,
               std::int32_t banned = -1);

    std::int64_t sentences() const { return source_lengths_.size(); }
    std::int64_t source_length(std::int64_t sentence) const { return source_lengths_.data()[sentence]; }

    /// Logarithms of probabilities [prefixes, vocabulary], with -infinity for the banned token (the rest then sums to
    /// less than 1). All prefixes have the same length, at most the model's positions. Throws Error when the model's
    /// numbers are not finite.
    Tensor operator()(std::span<const Prefix> prefixes);

  private:
    void gather_memory(std::span<const Prefix> prefixes);

    const Transformer& model_;
    core::Indices source_lengths_;
    std::int32_t banned_;
    Tensor memory_;  // [batch, time, d_model]
    // One row for each prefix, kept while the prefixes belong to the same sentences:
    core::Indices row_sentences_, row_lengths_;
    Tensor row_memory_;
};

}  // namespace vitro::nn::inline VITRO_REAL
