// nn/train/translation/evaluation.hpp: what a translator makes of sentences, and how good that is.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "nn/decode/beam.hpp"
#include "nn/train/translation/metrics.hpp"
#include "nn/train/translation/translation.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct TranslateOptions {
    std::int64_t beams = 1;       ///< 1: greedy
    double length_penalty = 0.6;  ///< of beam search
    std::int64_t n_best = 1;      ///< translations of each sentence, for translate_n_best: at most as many as beams
    /// Never to write <unk> but the next best word, as Marian does by default. BLEU is then no longer that of what the
    /// model says, with which other systems are compared.
    bool ban_unknown = false;
    std::int64_t batch_size = 64;                    ///< sentences side by side
    std::function<void(std::int64_t)> on_done = {};  ///< told how many sentences are done
};

/// The translation of each sentence, in their order; of one that was cut at the length limit, what there is. Sentences
/// of similar lengths are translated together. Throws Error naming the line of a sentence that is longer than the model
/// has positions, before anything is computed.
std::vector<Decoded> translate(const Translator& translator, const Sentences& sentences,
                               const TranslateOptions& options = {});

/// The `n_best` best translations of each sentence, best first; fewer where there are no more.
std::vector<std::vector<Decoded>> translate_n_best(const Translator& translator, const Sentences& sentences,
                                                   const TranslateOptions& options = {});

struct Evaluation {
    double cross_entropy = 0;               ///< per target token, end marks included, without smoothing; nats
    double perplexity = 0;                  ///< e to that power
    Bleu bleu;                              ///< against the target text, tokens as they are
    std::int64_t tokens = 0;                ///< of the target, end marks included
    std::int64_t unknown = 0;               ///< source tokens that are unknown words
    std::vector<std::string> translations;  ///< one for each line
};

/// Throws Error as translate does, for either side.
Evaluation evaluate(const Translator& translator, const ParallelText& text, const TranslateOptions& options = {});

}  // namespace vitro::nn::inline VITRO_REAL
