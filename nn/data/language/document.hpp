// nn/data/language/document.hpp: one long text for a language model, and its first and last part as token ids.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/indices.hpp"
#include "nn/data/vocabulary.hpp"

namespace vitro::nn {

/// A text with its line ends, and what to call it in a message.
struct Document {
    std::string name;
    std::string text;
};

/// Takes `bytes` as a document: a byte-order mark at its start is skipped, "\r\n" becomes "\n", the rest stays as it
/// is. Throws Error with name, line and byte for what is not UTF-8 and for a zero byte, and for an empty text.
Document parse_document(std::string_view bytes, std::string name);

/// Reads one file. Throws Error as parse_document does, and when it cannot be read.
Document read_document(const std::filesystem::path& path);

/// What is trained on, and behind it what is not.
struct DocumentParts {
    std::string_view train, validation;
};

/// The document in two at the character floor(characters * (1 - validation_share)). Throws Error for a share outside of
/// 0 <= share < 1. Views into `document`.
DocumentParts split(const Document& document, double validation_share);

/// The tokens of a document that put it together again exactly. Characters: the alphabet of the whole of it. Words:
/// spaced words, of the training part. Subwords: learned from the training part. Throws Error as Vocabulary does.
Vocabulary build_vocabulary(const Document& document, const DocumentParts& parts, VocabularyOptions options);

/// The kind of the vocabulary that is built where `kind` is asked for: what its file is read with.
inline TokenKind exact(TokenKind kind) {
    return kind == TokenKind::words ? TokenKind::spaced_words : kind;
}

/// Token ids of a text, [tokens], of which `unknown` are <unk>.
struct EncodedText {
    core::Indices ids;
    std::int64_t unknown = 0;
};

/// Throws Error as Vocabulary::encode does.
EncodedText encode(std::string_view text, const Vocabulary& vocabulary);

}  // namespace vitro::nn
