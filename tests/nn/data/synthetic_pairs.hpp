// tests/nn/data/synthetic_pairs.hpp: sentence pairs to make batches of.
#pragma once

#include <vector>

#include "core/random.hpp"
#include "nn/data/batches.hpp"

namespace vitro::test {

/// Pairs of 0 to 30 tokens, the two lengths of a pair similar; every token of pair i is 4 + i.
inline nn::ParallelSentences synthetic_pairs(std::int32_t pairs) {
    core::Random random(7);
    nn::ParallelSentences corpus{{.name = "train.de", .ids = {}}, {.name = "train.en", .ids = {}}};
    for (std::int32_t i = 0; i < pairs; ++i) {
        const std::size_t source = random.below(28), target = source + random.below(4);
        corpus.source.ids.emplace_back(source, 4 + i);
        corpus.target.ids.emplace_back(target, 4 + i);
    }
    return corpus;
}

inline std::vector<std::int32_t> values(const core::Indices& indices) {
    return {indices.data(), indices.data() + indices.size()};
}

}  // namespace vitro::test
