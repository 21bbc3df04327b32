// examples/vitro/token_row.hpp: one example's token ids, for a model and for people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/indices.hpp"
#include "nn/data/vocabulary.hpp"

namespace vitro::program {

/// [1, ids]
inline core::Indices one_row(const std::vector<std::int32_t>& ids) {
    return core::Indices::from({1, static_cast<std::int64_t>(ids.size())}, ids);
}

inline std::vector<std::string> tokens_of(const nn::Vocabulary& vocabulary, const std::vector<std::int32_t>& ids) {
    std::vector<std::string> words;
    for (const std::int32_t id : ids) words.push_back(vocabulary.token(id));
    return words;
}

}  // namespace vitro::program
