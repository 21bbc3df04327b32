// nn/decode/next_tokens.cpp: a Transformer as a function from unfinished translations to what may come next.
#include "nn/decode/next_tokens.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/context.hpp"
#include "core/error.hpp"
#include "core/ops.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

std::vector<std::int64_t> longest_translations(const SearchOptions& options, const core::Indices& source_lengths,
                                               std::int64_t max_positions) {
    std::vector<std::int64_t> longest;
    for (std::int64_t i = 0; i < source_lengths.size(); ++i)
        longest.push_back(longest_translation(options, source_lengths.data()[i], max_positions));
    return longest;
}

std::int32_t valid_banned(std::int32_t token, std::int64_t vocabulary) {
    if (token >= vocabulary)
        throw core::Error(fmt::format("[decode] token {} cannot be banned: valid are 0 to {}, or -1 for none", token,
                                      vocabulary - 1));
    return token;
}

/// The cache's capacity. A power of 2, so that batches of other lengths find its memory in the pool; what is not
/// written to costs none.
std::int64_t capacity_for(const std::vector<std::int64_t>& longest) {
    const std::int64_t most = longest.empty() ? 1 : *std::max_element(longest.begin(), longest.end());
    return static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(most)));
}

DecoderCache start(const Transformer& model, const core::Indices& source, const core::Indices& source_lengths,
                   std::int64_t beams, std::int64_t capacity) {
    const core::NoGrad no_grad;
    const Variable memory = model.encode(source, source_lengths);
    return model.cache(memory, source_lengths, std::max<std::int64_t>(1, source_lengths.size() * beams), capacity);
}

/// Throws Error unless all prefixes have as many tokens as the first, and more than the `known` ones.
void require_lengths(std::span<const Prefix> prefixes, std::int64_t known) {
    for (const Prefix& prefix : prefixes) {
        const std::size_t tokens = prefix.tokens.size(), first = prefixes.front().tokens.size();
        if (tokens != first)
            throw core::Error(
                fmt::format("[decode] prefixes of {} and of {} tokens: all must have the same", first, tokens));
        if (static_cast<std::int64_t>(tokens) <= known)
            throw core::Error(
                fmt::format("[decode] prefixes of {} tokens, which are known: each must have more", tokens));
    }
}

template <class Number>
std::vector<std::int64_t> all_of(std::span<const Prefix> prefixes, Number Prefix::*what) {
    std::vector<std::int64_t> numbers;
    for (const Prefix& prefix : prefixes) numbers.push_back(prefix.*what);
    return numbers;
}

/// The tokens from `begin` on: [prefixes, tokens].
core::Indices tokens_from(std::span<const Prefix> prefixes, std::int64_t begin) {
    const std::int64_t length = std::ssize(prefixes.front().tokens) - begin;
    core::Indices ids(Shape{std::ssize(prefixes), length});
    std::int32_t* row = ids.write();
    for (const Prefix& prefix : prefixes) row = std::copy(prefix.tokens.begin() + begin, prefix.tokens.end(), row);
    return ids;
}

/// A NaN anywhere in a row of scores makes the row's softmax NaN everywhere.
void require_numbers(const Tensor& log_probabilities, std::span<const Prefix> prefixes) {
    const real* row = log_probabilities.data();
    for (const Prefix& prefix : prefixes) {
        if (std::isnan(*row))
            throw core::Error(
                fmt::format("[decode] sentence {} of the batch, token {}: the model's scores are not numbers; its "
                            "weights are damaged or too large",
                            prefix.sentence + 1, prefix.tokens.size()));
        row += log_probabilities.cols();
    }
}

void forbid(Tensor& log_probabilities, std::int32_t token) {
    real* entry = log_probabilities.write() + token;
    for (std::int64_t row = 0; row < log_probabilities.rows(); ++row, entry += log_probabilities.cols())
        *entry = -std::numeric_limits<real>::infinity();
}

}  // namespace

NextTokens::NextTokens(const Transformer& model, const core::Indices& source, const core::Indices& source_lengths,
                       const SearchOptions& options, std::int64_t beams)
    : model_(model),
      banned_(valid_banned(options.banned, model.config.target_vocabulary)),
      longest_(longest_translations(options, source_lengths, model.config.max_positions)),
      cache_(start(model, source, source_lengths, beams, capacity_for(longest_))) {}

/// Brings the cache to where the prefixes stood before their newest tokens.
void NextTokens::place(std::span<const Prefix> prefixes) {
    require_lengths(prefixes, cache_.self.length());
    if (cache_.self.length() == 0) return cache_.start(all_of(prefixes, &Prefix::sentence));
    cache_.follow(all_of(prefixes, &Prefix::parent));
    for (std::size_t i = 0; i < prefixes.size(); ++i)
        if (prefixes[i].sentence != cache_.memories().data()[i])
            throw core::Error(
                fmt::format("[decode] a prefix of sentence {} cannot go on from prefix {}, of sentence {}",
                            prefixes[i].sentence, prefixes[i].parent, cache_.memories().data()[i]));
}

Tensor NextTokens::operator()(std::span<const Prefix> prefixes) {
    if (prefixes.empty()) return Tensor(Shape{0, model_.config.target_vocabulary});
    const core::NoGrad no_grad;
    place(prefixes);
    const core::Indices target_in = tokens_from(prefixes, cache_.self.length());
    const Variable states = model_.decode_states(target_in, cache_);
    const std::int64_t newest = target_in.shape()[1] - 1;
    const Variable last = newest == 0 ? states : core::slice(states, 1, newest, 1);
    Tensor log_probabilities = core::log_softmax(model_.output(last)).value;
    require_numbers(log_probabilities, prefixes);
    if (banned_ >= 0) forbid(log_probabilities, banned_);
    return log_probabilities.reshape({log_probabilities.rows(), log_probabilities.cols()});
}

}  // namespace vitro::nn::inline VITRO_REAL
