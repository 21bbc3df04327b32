// nn/data/language/document.cpp: reading, cutting and encoding a long text.
#include "nn/data/language/document.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <utility>

#include "core/error.hpp"
#include "core/io/whole_file.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::nn {
namespace {

using core::Error;

constexpr double kRounding = 1e-6;  // 10 x (1 - 0.9) is 1, though not in floating point

void unify_line_ends(std::string& text) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') text[kept++] = text[i];
    text.resize(kept);
}

bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

/// Position of the first byte of character `number`, from 0, of well-formed UTF-8.
std::size_t position_of(std::int64_t number, std::string_view text) {
    std::size_t position = 0;
    for (; position < text.size(); ++position)
        if (begins_character(text[position]) && number-- == 0) break;
    return position;
}

}  // namespace

Document parse_document(std::string_view bytes, std::string name) {
    std::string text(checked_text(bytes, name));
    if (text.empty()) throw Error(fmt::format("{} is empty: a language model needs a text to learn from", name));
    unify_line_ends(text);
    return {std::move(name), std::move(text)};
}

Document read_document(const std::filesystem::path& path) {
    return parse_document(core::read_whole_file(path), path.string());
}

DocumentParts split(const Document& document, double validation_share) {
    if (!(validation_share >= 0 && validation_share < 1))
        throw Error(fmt::format("[document] a validation share of {}: at least 0, and less than 1", validation_share));
    const std::string_view text = document.text;
    const auto characters = std::count_if(text.begin(), text.end(), begins_character);
    const auto trained =
        static_cast<std::int64_t>(static_cast<double>(characters) * (1 - validation_share) + kRounding);
    const std::size_t cut = position_of(trained, text);
    return {text.substr(0, cut), text.substr(cut)};
}

Vocabulary build_vocabulary(const Document& document, const DocumentParts& parts, VocabularyOptions options) {
    if (options.tokens == TokenKind::characters) return Vocabulary::alphabet(document.text);
    options.tokens = exact(options.tokens);
    const std::string train(parts.train);
    return Vocabulary::build({std::span(&train, 1)}, options);
}

EncodedText encode(std::string_view text, const Vocabulary& vocabulary) {
    const Encoded encoded = vocabulary.encode(text);
    return {core::Indices::from({static_cast<std::int64_t>(encoded.ids.size())}, encoded.ids), encoded.unknown};
}

}  // namespace vitro::nn
