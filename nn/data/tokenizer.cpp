// nn/data/tokenizer.cpp: words, characters and spaced words.
#include "nn/data/tokenizer.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>

#include "core/error.hpp"
#include "nn/data/subword.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::nn {
namespace {

bool is_space_or_tab(char byte) {
    return byte == ' ' || byte == '\t';
}

bool is_space(char byte) {
    return is_space_or_tab(byte) || byte == '\n' || byte == '\r' || byte == '\v' || byte == '\f';
}

/// Part of a word; every byte of a code point beyond ASCII is.
bool is_word(char byte) {
    const auto lower = static_cast<unsigned char>(byte | 0x20);
    return static_cast<unsigned char>(byte) >= 0x80 || (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '_';
}

std::size_t character_length(std::string_view text) {
    return std::max<std::size_t>(code_point_length(text), 1);
}

std::vector<std::string_view> split_words(std::string_view line) {
    std::vector<std::string_view> words;
    const auto end = line.end();
    auto start = std::find_if_not(line.begin(), end, is_space_or_tab);
    while (start != end) {
        const auto stop = std::find_if(start, end, is_space_or_tab);
        words.emplace_back(start, stop);
        start = std::find_if_not(stop, end, is_space_or_tab);
    }
    return words;
}

/// Cuts `text` into tokens as long as length(rest) says of the rest.
template <class Length>
std::vector<std::string_view> split_by(std::string_view text, Length length) {
    std::vector<std::string_view> tokens;
    while (!text.empty()) {
        tokens.push_back(text.substr(0, length(text)));
        text.remove_prefix(tokens.back().size());
    }
    return tokens;
}

std::size_t spaced_word_length(std::string_view text) {
    const std::size_t start = text.size() > 1 && text[0] == ' ' && !is_space(text[1]) ? 1 : 0;
    if (!is_word(text[start])) return start + 1;
    std::size_t end = start;
    const auto goes_on = [&](std::size_t at) { return at < text.size() && is_word(text[at]); };
    while (goes_on(end) || (end < text.size() && text[end] == '\'' && goes_on(end + 1))) ++end;
    return end;
}

}  // namespace

std::string_view name(TokenKind kind) {
    switch (kind) {
        case TokenKind::words:
            return "words";
        case TokenKind::characters:
            return "characters";
        case TokenKind::subwords:
            return "subwords";
        case TokenKind::spaced_words:
            return "spaced_words";
    }
    throw core::Error("[tokenizer] no such kind of token");
}

std::vector<std::string_view> split(std::string_view text, TokenKind kind) {
    switch (kind) {
        case TokenKind::words:
            return split_words(text);
        case TokenKind::characters:
            return split_by(text, character_length);
        case TokenKind::subwords:
            throw core::Error("[tokenizer] subwords are not cut without their vocabulary");
        case TokenKind::spaced_words:
            return split_by(text, spaced_word_length);
    }
    throw core::Error("[tokenizer] no such kind of token");
}

std::string join(std::span<const std::string_view> tokens, TokenKind kind) {
    if (kind == TokenKind::subwords) return join_pieces(tokens);
    return fmt::format("{}", fmt::join(tokens, kind == TokenKind::words ? " " : ""));
}

}  // namespace vitro::nn
