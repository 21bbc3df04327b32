// nn/data/tokenizer.hpp: a line of text as tokens, and back.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitro::nn {

enum class TokenKind {
    words,         ///< separated by spaces and tabs: for corpora that come tokenised
    characters,    ///< single code points, spaces and newlines included
    subwords,      ///< pieces of words, learned from a text (subword.hpp)
    spaced_words,  ///< words, numbers and marks of a plain text, each with the one space before it
};

/// "words", "characters", "subwords" or "spaced_words", as written in configurations.
std::string_view name(TokenKind kind);

/// The tokens of a text, in order, as views into it. Bytes that are not UTF-8 become tokens of one byte.
///
/// A spaced word is a run of letters (all code points beyond ASCII count as such), digits, _ and apostrophes between
/// them, or any other single code point; one space before it belongs to it. Other spaces, tabs and newlines are tokens
/// of their own. "Oh,  don't!\n" is Oh|,| | don't|!|\n.
///
/// Throws Error for subwords: what they are, the vocabulary knows.
std::vector<std::string_view> split(std::string_view text, TokenKind kind);

/// Puts tokens together again: words with one space between them; the others exactly as the text was.
std::string join(std::span<const std::string_view> tokens, TokenKind kind);

}  // namespace vitro::nn
