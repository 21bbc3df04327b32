// nn/data/stories/stories.hpp: the embedded text for language models: short stories in English, told by rules.
//
// Each story has a cast, a place and a thing or two, drawn once and kept: names, pronouns, colours, numbers and who has
// what agree to its end. So a model that looks back predicts better than one that does not. Plain ASCII; a title, then
// a paragraph a line, then a blank line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace vitro::nn::stories {

inline constexpr std::uint64_t kSeed = 1843;
inline constexpr std::size_t kCharacters = 1'000'000;

/// Whole stories, at least `characters` characters together: the same on every platform, for each seed others.
std::string generate(std::uint64_t seed = kSeed, std::size_t characters = kCharacters);

}  // namespace vitro::nn::stories
