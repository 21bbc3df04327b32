// nn/decode/search.hpp: what greedy and beam search share: where to stop, and what comes out.
#pragma once

#include <cstdint>
#include <vector>

#include "nn/data/vocabulary.hpp"

namespace vitro::nn {

struct SearchOptions {
    /// At most extra_length + length_ratio * (source length) tokens, the end mark included, and never more than the
    /// model has positions. A search that repeats itself runs to this limit, so it is close (Vaswani et al. 2017,
    /// section 6.1: 50 + 1 x): none of Multi30k's 30,014 pairs for training and validation is longer than the default.
    std::int64_t extra_length = 10;
    double length_ratio = 1.5;
    std::int32_t begin = Vocabulary::kBegin;
    std::int32_t end = Vocabulary::kEnd;  ///< a value outside of the vocabulary: only the length ends a sentence
    std::int32_t banned = -1;             ///< a token that is never written, however likely; -1: none
};

struct BeamOptions {
    SearchOptions search = {};
    std::int64_t beams = 5;       ///< 1 is greedy search
    double length_penalty = 0.6;  ///< alpha of nn/decode/beam.hpp; 0: none
    std::int64_t n_best = 1;      ///< how many translations of each sentence are wanted: at most as many as beams
};

struct Decoded {
    std::vector<std::int32_t> ids = {};  ///< without marks
    double log_probability = 0;          ///< of ids and end mark together, nats
    double score = 0;    ///< by which translations were compared: log_probability under the length penalty
    bool ended = false;  ///< with the end mark, rather than at the length limit
};

/// How many tokens a translation of a sentence may have. Throws Error for options that allow none.
std::int64_t longest_translation(const SearchOptions& options, std::int64_t source_length, std::int64_t max_positions);

}  // namespace vitro::nn
