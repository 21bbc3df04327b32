// nn/data/grammar/withheld.hpp: the combinations of words that training never shows.
//
// Whoever has seen "cold tea" and "hot soup" should be able to say "cold soup". For each combination below, no sentence
// of training or validation contains both words, in whatever roles; half of the test sentences contain one.
#pragma once

#include <span>
#include <string_view>

#include "nn/data/grammar/meaning.hpp"

namespace vitro::nn::grammar {

/// Dictionary forms of both languages: {"kalt", "cold"} with {"suppe", "soup"}.
struct Combination {
    struct Word {
        std::string_view german, english;
    } first, second;
};

std::span<const Combination> withheld();

/// True if two words of a withheld combination both occur in the sentence.
bool mentions_withheld(const Sentence& sentence);

/// True if a withheld combination is what the sentence says: this adjective of this noun, this verb with this subject
/// or object.
bool shows_withheld(const Sentence& sentence);

}  // namespace vitro::nn::grammar
