// nn/data/vocabulary.cpp: counting, encoding, and the text form of a vocabulary.
#include "nn/data/vocabulary.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using core::printable;
using Counts = std::unordered_map<std::string_view, std::int64_t>;
using Count = std::pair<std::string_view, std::int64_t>;

bool is_special(std::string_view token) {
    return std::find(std::begin(Vocabulary::kSpecials), std::end(Vocabulary::kSpecials), token) !=
           std::end(Vocabulary::kSpecials);
}

bool comes_before(const Count& a, const Count& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
}

void count(std::string_view text, TokenKind kind, Counts& counts) {
    for (const std::string_view token : split(text, kind)) ++counts[token];
}

std::vector<Count> frequent(const Counts& counts, std::int64_t min_frequency) {
    std::vector<Count> kept;
    for (const auto& [token, count] : counts)
        if (count >= min_frequency && !is_special(token)) kept.emplace_back(token, count);
    std::sort(kept.begin(), kept.end(), comes_before);
    return kept;
}

std::string escaped(std::string_view token) {
    std::string line;
    for (const char byte : token) {
        if (byte == '\\')
            line += "\\\\";
        else if (byte == '\n')
            line += "\\n";
        else if (byte == '\r')
            line += "\\r";
        else
            line += byte;
    }
    return line;
}

/// Throws Error, naming `place`, when a backslash is followed by anything but \ n r.
std::string unescaped(std::string_view line, const std::string& place) {
    std::string token;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\') {
            token += line[i];
            continue;
        }
        const char code = ++i < line.size() ? line[i] : ' ';
        if (code != '\\' && code != 'n' && code != 'r')
            throw Error(fmt::format("{}: unknown escape of {}: valid are \\\\, \\n and \\r", place,
                                    printable(line.substr(i, 1), '\'')));
        token += code == 'n' ? '\n' : code == 'r' ? '\r' : '\\';
    }
    return token;
}

void check_token(std::string_view token, TokenKind kind, const std::string& place) {
    if (find_invalid_utf8(token) != std::string_view::npos) throw Error(fmt::format("{}: not UTF-8", place));
    const std::vector<std::string_view> tokens = split(token, kind);
    if (tokens.size() != 1 || tokens[0] != token)
        throw Error(fmt::format("{}: {} is not one token (the vocabulary is of {})", place, printable(token, '\''),
                                name(kind)));
}

/// An alphabet begins with a character, where other vocabularies have <pad>.
bool begins_with_specials(std::string_view text, TokenKind kind) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool one_character = split(line, TokenKind::characters).size() == 1 || (line.size() == 2 && line[0] == '\\');
    return kind != TokenKind::characters || !one_character;
}

[[noreturn]] void fail_outside(std::string_view character, std::size_t place, const Vocabulary& alphabet) {
    std::string all;
    for (std::int32_t id = 0; id < alphabet.size(); ++id) all += alphabet.token(id);
    throw Error(fmt::format("[vocabulary] character {} of the text, {}, is none of the {} that the model knows: {}",
                            place, printable(character, '\''), alphabet.size(), printable(all)));
}

}  // namespace

Vocabulary::Vocabulary(TokenKind kind, bool has_specials) : kind_(kind), has_specials_(has_specials) {
    if (has_specials) tokens_.assign(std::begin(kSpecials), std::end(kSpecials));
}

Vocabulary::Vocabulary(Subwords subwords) : Vocabulary(TokenKind::subwords, true) {
    for (std::int32_t id = size(); id < subwords.size(); ++id) add(subwords.piece(id));
    subwords_ = std::move(subwords);
}

void Vocabulary::add(std::string token) {
    if (tokens_.size() == std::numeric_limits<std::int32_t>::max()) throw Error("[vocabulary] more than 2^31 tokens");
    ids_.emplace(token, size());
    tokens_.push_back(std::move(token));
}

Vocabulary Vocabulary::build(std::initializer_list<std::span<const std::string>> texts,
                             const VocabularyOptions& options) {
    if (options.tokens == TokenKind::subwords) return Vocabulary(Subwords::train(texts, options.size, options.model));
    if (options.min_frequency < 1)
        throw Error(fmt::format("[vocabulary] minimum frequency {}: must be at least 1", options.min_frequency));
    Counts counts;
    for (const std::span<const std::string> lines : texts)
        for (const std::string& line : lines) count(line, options.tokens, counts);
    Vocabulary vocabulary(options.tokens, true);
    for (const auto& [token, count] : frequent(counts, options.min_frequency)) vocabulary.add(std::string(token));
    return vocabulary;
}

Vocabulary Vocabulary::alphabet(std::string_view text) {
    if (text.empty()) throw Error("[vocabulary] there is no character in the text");
    Counts counts;
    count(text, TokenKind::characters, counts);
    Vocabulary vocabulary(TokenKind::characters, false);
    for (const auto& [token, count] : frequent(counts, 1)) vocabulary.add(std::string(token));
    return vocabulary;
}

std::string Vocabulary::to_bytes() const {
    return subwords_ ? subwords_->to_bytes() : to_text();
}

Vocabulary Vocabulary::from_bytes(std::string bytes, TokenKind kind, std::string_view name) {
    if (kind == TokenKind::subwords) return Vocabulary(Subwords::from_bytes(std::move(bytes), name));
    return from_text(bytes, kind, name);
}

std::string Vocabulary::to_text() const {
    if (subwords_) throw Error("[vocabulary] subwords have no text form: to_bytes() is their model");
    std::string text;
    for (const std::string& token : tokens_) text += escaped(token) + '\n';
    return text;
}

Vocabulary Vocabulary::from_text(std::string_view text, TokenKind kind, std::string_view name) {
    Vocabulary vocabulary(kind, begins_with_specials(text, kind));
    const std::size_t specials = vocabulary.tokens_.size();
    for (std::size_t number = 0; !text.empty() || number < specials; ++number) {
        const std::string place = fmt::format("{}, line {}", name, number + 1);
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (number < specials && line != kSpecials[number])
            throw Error(fmt::format("{}: {} where {} must stand", place, printable(line, '\''), kSpecials[number]));
        if (end == std::string_view::npos) throw Error(fmt::format("{}: cut short (no newline at its end)", place));
        text.remove_prefix(end + 1);
        if (number < specials) continue;
        std::string token = unescaped(line, place);
        check_token(token, kind, place);
        if (is_special(token) || vocabulary.ids_.contains(token))
            throw Error(fmt::format("{}: {} stands twice", place, printable(token, '\'')));
        vocabulary.add(std::move(token));
    }
    return vocabulary;
}

std::optional<std::int32_t> Vocabulary::find(std::string_view token) const {
    const auto found = ids_.find(token);
    if (found != ids_.end()) return found->second;
    return has_specials_ ? std::optional(kUnknown) : std::nullopt;
}

const std::string& Vocabulary::token(std::int32_t id) const {
    if (id < 0 || id >= size()) throw Error(fmt::format("[vocabulary] id {}: valid are 0 to {}", id, size() - 1));
    return tokens_[static_cast<std::size_t>(id)];
}

Encoded Vocabulary::encode(std::string_view text) const {
    Encoded encoded;
    if (subwords_) {
        encoded.ids = subwords_->encode(text);
        encoded.unknown = std::count(encoded.ids.begin(), encoded.ids.end(), kUnknown);
        return encoded;
    }
    const std::vector<std::string_view> tokens = split(text, kind_);
    encoded.ids.reserve(tokens.size());
    for (const std::string_view token : tokens) {
        const std::optional<std::int32_t> id = find(token);
        if (!id) fail_outside(token, encoded.ids.size() + 1, *this);
        encoded.ids.push_back(*id);
        encoded.unknown += has_specials_ && *id == kUnknown;
    }
    return encoded;
}

std::vector<std::string_view> Vocabulary::unknown_in(std::string_view text) const {
    std::vector<std::string_view> tokens = split(text, subwords_ ? TokenKind::characters : kind_);
    std::erase_if(tokens, [this](std::string_view token) {  // every character that subwords write is a piece itself
        return ids_.contains(token) || (subwords_ && token == " ");
    });
    return tokens;
}

std::string Vocabulary::decode(std::span<const std::int32_t> ids) const {
    std::vector<std::string_view> tokens;
    for (const std::int32_t id : ids) {
        if (has_specials_ && id == kEnd) break;
        if (!has_specials_ || (id != kPad && id != kBegin)) tokens.push_back(token(id));
    }
    return join(tokens, kind_);
}

}  // namespace vitro::nn
