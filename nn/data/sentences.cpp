// nn/data/sentences.cpp: encoding whole texts, and padding.
#include "nn/data/sentences.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "core/error.hpp"

namespace vitro::nn {

using core::Indices;

namespace {

/// The text may be one that is not trained on, where the model is what it is.
std::string with_ways_out(Limit limit, std::int64_t most) {
    if (limit == Limit::max_tokens) return fmt::format("max_tokens is {}: set it higher, or too_long to drop", most);
    return fmt::format(
        "the model's max_positions is {}: shorten it, or train a model with more; a training can leave "
        "such pairs out with too_long drop",
        most);
}

}  // namespace

Sentences encode(const Text& text, const Vocabulary& vocabulary) {
    Sentences sentences;
    sentences.name = text.name;
    sentences.ids.reserve(text.lines.size());
    for (const std::string& line : text.lines) {
        Encoded encoded = vocabulary.encode(line);
        sentences.tokens += static_cast<std::int64_t>(encoded.ids.size());
        sentences.unknown += encoded.unknown;
        sentences.ids.push_back(std::move(encoded.ids));
    }
    return sentences;
}

ParallelSentences encode(const ParallelText& pairs, const Vocabulary& source, const Vocabulary& target) {
    return {encode(pairs.source, source), encode(pairs.target, target)};
}

Indices pad(const Sentences& text, std::span<const std::int32_t> rows, Mark mark) {
    std::int64_t longest = 1;
    for (const std::int32_t row : rows) longest = std::max(longest, positions(text.ids[row]));
    Indices padded({static_cast<std::int64_t>(rows.size()), longest});
    std::int32_t* next = padded.write();
    for (const std::int32_t row : rows) {
        const std::vector<std::int32_t>& ids = text.ids[row];
        std::int32_t* const row_end = next + longest;
        if (mark == Mark::begin) *next++ = Vocabulary::kBegin;
        next = std::copy(ids.begin(), ids.end(), next);
        if (mark == Mark::end) *next++ = Vocabulary::kEnd;
        next = std::fill_n(next, row_end - next, Vocabulary::kPad);
    }
    return padded;
}

Indices lengths(const Sentences& text, std::span<const std::int32_t> rows) {
    Indices counts({static_cast<std::int64_t>(rows.size())});
    std::int32_t* next = counts.write();
    for (const std::int32_t row : rows) *next++ = static_cast<std::int32_t>(positions(text.ids[row]));
    return counts;
}

void check_fits(const Sentences& text, std::int64_t most, Limit limit) {
    for (std::size_t i = 0; i < text.ids.size(); ++i)
        if (positions(text.ids[i]) > most)
            throw core::Error(fmt::format("{}, line {}: {} tokens and a mark need {} positions, but {}", text.name,
                                          i + 1, text.ids[i].size(), positions(text.ids[i]),
                                          with_ways_out(limit, most)));
}

}  // namespace vitro::nn
