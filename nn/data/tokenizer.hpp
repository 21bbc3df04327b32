// nn/data/tokenizer.hpp: a line of text as tokens, and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitro::nn {

enum class TokenKind {
    words,       ///< separated by spaces and tabs: for corpora that come tokenised
    characters,  ///< single code points, spaces included
};

/// "words" or "characters", as written in configurations.
std::string_view name(TokenKind kind);

/// The tokens of a line, in order, as views into it. Bytes that are not UTF-8 become characters of one byte.
std::vector<std::string_view> split(std::string_view line, TokenKind kind);

/// Puts tokens together again: words with one space between them, characters as they are.
std::string join(const std::vector<std::string_view>& tokens, TokenKind kind);

}  // namespace vitro::nn
