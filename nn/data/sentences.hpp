// nn/data/sentences.hpp: texts as token ids, and their rectangular form that a model reads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/indices.hpp"
#include "nn/data/corpus.hpp"
#include "nn/data/vocabulary.hpp"

namespace vitro::nn {

/// A text by ids: ids[i] is line i + 1 of `name`, without <bos> and <eos>.
struct Sentences {
    std::string name = {};
    std::vector<std::vector<std::int32_t>> ids = {};
    std::int64_t tokens = 0;   ///< over all lines
    std::int64_t unknown = 0;  ///< of these, <unk>
};

/// Sentence i of one side is the translation of sentence i of the other.
struct ParallelSentences {
    Sentences source, target;
};

Sentences encode(const Text& text, const Vocabulary& vocabulary);
ParallelSentences encode(const ParallelText& pairs, const Vocabulary& source, const Vocabulary& target);

/// The one token that every sentence is given: a source and the target to be predicted end in <eos>, the target that
/// is fed to the decoder begins with <bos>. (So a blank line still has a position to attend to.)
enum class Mark { begin, end };

/// Positions that a sentence takes: its tokens and its mark.
inline std::int64_t positions(const std::vector<std::int32_t>& ids) {
    return static_cast<std::int64_t>(ids.size()) + 1;
}

/// The chosen sentences with their mark, one a row, <pad> behind: [rows, positions of the longest].
core::Indices pad(const Sentences& text, std::span<const std::int32_t> rows, Mark mark);

/// Positions of each chosen sentence that are not <pad>: [rows].
core::Indices lengths(const Sentences& text, std::span<const std::int32_t> rows);

/// The setting that a limit of positions comes from: of the model, or of a batch.
enum class Limit { max_positions, max_tokens };

/// Throws Error that names the line of the first sentence with more than `most` positions, the setting and ways out.
void check_fits(const Sentences& text, std::int64_t most, Limit limit = Limit::max_positions);

}  // namespace vitro::nn
