// nn/train/translation/metrics.hpp: how good a translation is.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace vitro::nn {

inline constexpr int kBleuOrder = 4;

/// What stands in for an n-gram precision of 0 in a corpus that has n-grams, but none that matches.
enum class BleuSmoothing {
    exp,   ///< 100 / (2^k total) for the k-th such order (NIST; the default of sacrebleu)
    none,  ///< nothing: the score is 0
};

struct Bleu {
    double score = 0.0;                              ///< 0 to 100
    std::array<double, kBleuOrder> precisions{};     ///< percent, of n-grams of 1 to 4 tokens, after smoothing
    std::array<std::int64_t, kBleuOrder> matches{};  ///< n-grams that the reference has too, clipped
    std::array<std::int64_t, kBleuOrder> totals{};   ///< n-grams of the hypotheses
    double brevity_penalty = 0.0;                    ///< 1 when not shorter than the references, else below 1
    std::int64_t hypothesis_length = 0, reference_length = 0;  ///< tokens
};

/// Corpus BLEU of Papineni et al. (2002), one reference a line:
///   brevity_penalty * exp(mean_n log precision_n),  brevity_penalty = exp(1 - reference_length / hypothesis_length).
/// Lines are split on white space, Unicode's included, and compared as they are: sacrebleu with tokenize=none. A corpus
/// without any n-gram of some order scores 0, as there. Throws Error for unequal numbers of lines (both named) and for
/// none.
Bleu bleu(std::span<const std::string> hypotheses, std::span<const std::string> references,
          BleuSmoothing smoothing = BleuSmoothing::exp);

}  // namespace vitro::nn
