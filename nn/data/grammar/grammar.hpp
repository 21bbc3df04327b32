// nn/data/grammar/grammar.hpp: the embedded corpus: German and English sentence pairs, written by rules.
//
// A synchronous grammar: a meaning is drawn (sampler.hpp), then said in German and in English (meaning.hpp). The
// English sentence is a function of the German one: nothing in it has to be guessed. What has to be learned is gender,
// case, number, agreement, the place of the verb, separable verbs, do-support, the tense that an adverb implies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nn/data/corpus.hpp"

namespace vitro::nn::grammar {

/// Lower-cased tokens separated by one space; punctuation is a token; UTF-8.
struct Pair {
    std::string german, english;
};

/// All German sentences are distinct. No sentence of a held-out set, on either side, occurs in another set, and each of
/// its words occurs at least `kSeen` times in training.
struct Split {
    std::vector<Pair> train, validation, test;
    std::size_t novel = 0;  // so many of test, the first, show a combination that training never does (withheld.hpp)
};

struct Counts {
    std::size_t train = 24000, validation = 500, test = 500;
};

inline constexpr std::uint64_t kSeed = 2017;
inline constexpr std::size_t kShortest = 4, kLongest = 16;  // tokens, on either side
inline constexpr std::size_t kSeen = 5;

/// The corpus of a seed: the same on every platform. Half of the test set shows a withheld combination.
/// core::Error if the grammar does not have so many sentences.
Split generate(std::uint64_t seed = kSeed, const Counts& counts = {});

/// A few pairs that no split contains, for a look at what was learned.
std::span<const Pair> showcase();

/// The pairs as two texts of these names.
ParallelText text_of(std::span<const Pair> pairs, std::string german_name, std::string english_name);

}  // namespace vitro::nn::grammar
