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

}  // namespace

Vocabulary::Vocabulary(TokenKind kind) : kind_(kind), tokens_(std::begin(kSpecials), std::end(kSpecials)) {}

void Vocabulary::add(std::string token) {
    if (tokens_.size() == std::numeric_limits<std::int32_t>::max()) throw Error("[vocabulary] more than 2^31 tokens");
    ids_.emplace(token, size());
    tokens_.push_back(std::move(token));
}

Vocabulary Vocabulary::build(std::initializer_list<std::span<const std::string>> texts, TokenKind kind,
                             std::int64_t min_frequency) {
    if (min_frequency < 1)
        throw Error(fmt::format("[vocabulary] minimum frequency {}: must be at least 1", min_frequency));
    Counts counts;
    for (const std::span<const std::string> lines : texts)
        for (const std::string& line : lines)
            for (const std::string_view token : split(line, kind)) ++counts[token];
    Vocabulary vocabulary(kind);
    for (const auto& [token, count] : frequent(counts, min_frequency)) vocabulary.add(std::string(token));
    return vocabulary;
}

std::string Vocabulary::to_text() const {
    std::string text;
    for (const std::string& token : tokens_) text += escaped(token) + '\n';
    return text;
}

Vocabulary Vocabulary::from_text(std::string_view text, TokenKind kind, std::string_view name) {
    Vocabulary vocabulary(kind);
    for (std::size_t number = 0; !text.empty() || number < std::size(kSpecials); ++number) {
        const std::string place = fmt::format("{}, line {}", name, number + 1);
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (number < std::size(kSpecials) && line != kSpecials[number])
            throw Error(fmt::format("{}: {} where {} must stand", place, printable(line, '\''), kSpecials[number]));
        if (end == std::string_view::npos) throw Error(fmt::format("{}: cut short (no newline at its end)", place));
        text.remove_prefix(end + 1);
        if (number < std::size(kSpecials)) continue;
        std::string token = unescaped(line, place);
        check_token(token, kind, place);
        if (is_special(token) || vocabulary.ids_.contains(token))
            throw Error(fmt::format("{}: {} stands twice", place, printable(token, '\'')));
        vocabulary.add(std::move(token));
    }
    return vocabulary;
}

std::int32_t Vocabulary::id(std::string_view token) const {
    const auto found = ids_.find(token);
    return found == ids_.end() ? kUnknown : found->second;
}

const std::string& Vocabulary::token(std::int32_t id) const {
    if (id < 0 || id >= size()) throw Error(fmt::format("[vocabulary] id {}: valid are 0 to {}", id, size() - 1));
    return tokens_[static_cast<std::size_t>(id)];
}

Encoded Vocabulary::encode(std::string_view line) const {
    Encoded sentence;
    for (const std::string_view token : split(line, kind_)) {
        sentence.ids.push_back(id(token));
        sentence.unknown += sentence.ids.back() == kUnknown;
    }
    return sentence;
}

std::string Vocabulary::decode(std::span<const std::int32_t> ids) const {
    std::vector<std::string_view> tokens;
    for (const std::int32_t id : ids) {
        if (id == kEnd) break;
        if (id != kPad && id != kBegin) tokens.push_back(token(id));
    }
    return join(tokens, kind_);
}

}  // namespace vitro::nn
