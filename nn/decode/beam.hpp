// nn/decode/beam.hpp: several unfinished translations of each sentence side by side, the best of which goes on.
//
// A translation of n tokens (end mark included) is scored by log P / ((5 + n) / 6)^alpha, so that short ones are not
// preferred for having fewer factors (Wu et al. 2016, "Google's neural machine translation system", section 7).
#pragma once

#include <vector>

#include "nn/decode/search.hpp"
#include "nn/models/transformer.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The `n_best` best translations of each sentence of a batch, best first: complete ones by their scores, then, where
/// these are too few, what the length limit cut. Fewer only where there are no more. Throws Error for options out of
/// range.
///
/// In each step the candidates of a sentence are all one-token extensions of its live prefixes. An end mark among the
/// best `beams` of them completes a translation; the best `beams` of the others live on. A sentence is done when it has
/// `beams` complete translations, when no live prefix can still beat the `n_best` best of them, or at the length limit.
std::vector<std::vector<Decoded>> beam_search_n_best(const Transformer& model, const core::Indices& source,
                                                     const core::Indices& source_lengths,
                                                     const BeamOptions& options = {});

/// The first of each list.
std::vector<Decoded> beam_search(const Transformer& model, const core::Indices& source,
                                 const core::Indices& source_lengths, const BeamOptions& options = {});

}  // namespace vitro::nn::inline VITRO_REAL
