// nn/decode/greedy.cpp: the most likely token, then the most likely token after that, ...
#include "nn/decode/greedy.hpp"

#include <algorithm>

#include "nn/decode/next_tokens.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

/// Appends the best of a row of log-probabilities, which was row `row` of its call.
void extend(Prefix& prefix, std::size_t row, std::span<const real> log_probabilities) {
    const auto best = std::max_element(log_probabilities.begin(), log_probabilities.end());
    prefix.tokens.push_back(static_cast<std::int32_t>(best - log_probabilities.begin()));
    prefix.log_probability += static_cast<double>(*best);
    prefix.parent = static_cast<std::int64_t>(row);
}

Decoded decoded(const Prefix& prefix, std::int32_t end) {
    const bool ended = prefix.tokens.back() == end;
    return {.ids = {prefix.tokens.begin() + 1, prefix.tokens.end() - (ended ? 1 : 0)},
            .log_probability = prefix.log_probability,
            .score = prefix.log_probability,
            .ended = ended};
}

}  // namespace

std::vector<Decoded> greedy(const Transformer& model, const core::Indices& source, const core::Indices& source_lengths,
                            const SearchOptions& options) {
    NextTokens next(model, source, source_lengths, options);
    std::vector<Decoded> results(static_cast<std::size_t>(next.sentences()));
    std::vector<Prefix> live;
    for (std::int64_t i = 0; i < next.sentences(); ++i) live.push_back({.sentence = i, .tokens = {options.begin}});

    const auto leaves = [&](const Prefix& prefix) {
        const std::int64_t length = static_cast<std::int64_t>(prefix.tokens.size()) - 1;
        if (prefix.tokens.back() != options.end && length < next.longest(prefix.sentence)) return false;
        results[static_cast<std::size_t>(prefix.sentence)] = decoded(prefix, options.end);
        return true;
    };
    while (!live.empty()) {
        const Tensor log_probabilities = next(live);
        const std::size_t vocabulary = static_cast<std::size_t>(log_probabilities.cols());
        for (std::size_t i = 0; i < live.size(); ++i)
            extend(live[i], i, log_probabilities.span().subspan(i * vocabulary, vocabulary));
        std::erase_if(live, leaves);
    }
    return results;
}

}  // namespace vitro::nn::inline VITRO_REAL
