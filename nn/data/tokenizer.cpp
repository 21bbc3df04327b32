// nn/data/tokenizer.cpp: words and characters.
#include "nn/data/tokenizer.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "nn/data/utf8.hpp"

namespace vitro::nn {
namespace {

bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

std::vector<std::string_view> split_words(std::string_view line) {
    std::vector<std::string_view> words;
    const auto end = line.end();
    auto start = std::find_if_not(line.begin(), end, is_blank);
    while (start != end) {
        const auto stop = std::find_if(start, end, is_blank);
        words.emplace_back(start, stop);
        start = std::find_if_not(stop, end, is_blank);
    }
    return words;
}

std::vector<std::string_view> split_characters(std::string_view line) {
    std::vector<std::string_view> characters;
    while (!line.empty()) {
        const std::size_t length = std::max<std::size_t>(code_point_length(line), 1);
        characters.push_back(line.substr(0, length));
        line.remove_prefix(length);
    }
    return characters;
}

}  // namespace

std::string_view name(TokenKind kind) {
    return kind == TokenKind::words ? "words" : "characters";
}

std::vector<std::string_view> split(std::string_view line, TokenKind kind) {
    return kind == TokenKind::words ? split_words(line) : split_characters(line);
}

std::string join(const std::vector<std::string_view>& tokens, TokenKind kind) {
    return fmt::format("{}", fmt::join(tokens, kind == TokenKind::words ? " " : ""));
}

}  // namespace vitro::nn
