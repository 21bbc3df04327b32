// nn/decode/beam.hpp: several unfinished translations of each sentence side by side, the best of which goes on.
//
// A translation of n tokens (end mark included) is scored by log P / ((5 + n) / 6)^alpha, so that short ones are not
// preferred for having fewer factors (Wu et al. 2016, "Google's neural machine translation system", section 7).
#pragma once

#include <vector>

#include "nn/decode/search.hpp"
#include "nn/models/transformer.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The best translation of each sentence of a batch. Throws Error for options out of range.
///
/// In each step the candidates of a sentence are all one-token extensions of its live prefixes. An end mark among the
/// best `beams` of them completes a translation; the best `beams` of the others live on. A sentence is done when it has
/// `beams` complete translations, when no live prefix can still beat the best of them, or at the length limit.
std::vector<Decoded> beam_search(const Transformer& model, const core::Indices& source,
                                 const core::Indices& source_lengths, const BeamOptions& options = {});

}  // namespace vitro::nn::inline VITRO_REAL
