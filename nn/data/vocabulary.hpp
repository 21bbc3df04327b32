// nn/data/vocabulary.hpp: tokens as numbers.
//
// Ids 0 to 3 are <pad> <unk> <bos> <eos>; the tokens of the training text follow, most frequent first, equal counts in
// byte order. The four spellings are reserved: where they stand literally in a text they are read as unknown words,
// so that no input can forge the end of a sentence, and a corpus that already writes <unk> means what it says.
//
// An alphabet is a vocabulary of characters without the four: what a language model of characters chooses from is what
// its text is written with and nothing else, so that its loss compares with others'. What is not in it is an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "nn/data/subword.hpp"
#include "nn/data/tokenizer.hpp"

namespace vitro::nn {

/// Token ids of one sentence, without <bos> and <eos> (the batches add them).
struct Encoded {
    std::vector<std::int32_t> ids;
    std::int64_t unknown = 0;  ///< how many of them are <unk>
};

struct VocabularyOptions {
    TokenKind tokens = TokenKind::words;
    std::int64_t min_frequency = 1;  ///< what occurs less often is unknown; not of subwords
    std::int64_t size = 8000;        ///< of subwords: so many entries, the specials included
    SubwordModel model = SubwordModel::bpe;
};

class Vocabulary {
  public:
    static constexpr std::int32_t kPad = 0, kUnknown = 1, kBegin = 2, kEnd = 3;
    static constexpr std::string_view kSpecials[] = {"<pad>", "<unk>", "<bos>", "<eos>"};

    /// The tokens that occur at least `min_frequency` times in all `texts` together, or `size` subwords learned from
    /// them: one text for a language of its own, both sides of a corpus for a shared vocabulary. Throws Error when
    /// min_frequency < 1, and as Subwords::train does.
    static Vocabulary build(std::initializer_list<std::span<const std::string>> texts,
                            const VocabularyOptions& options);
    static Vocabulary build(std::initializer_list<std::span<const std::string>> texts, TokenKind kind,
                            std::int64_t min_frequency) {
        return build(texts, {.tokens = kind, .min_frequency = min_frequency});
    }
    /// The characters of a text and no specials. Throws Error for a text without any.
    static Vocabulary alphabet(std::string_view text);

    /// As it is kept in a file: the text form or, of subwords, a model file of sentencepiece.
    std::string to_bytes() const;
    /// The inverse. Throws Error with `name` for bytes that are no vocabulary of this kind.
    static Vocabulary from_bytes(std::string bytes, TokenKind kind, std::string_view name);

    /// One token a line, specials first; backslash, newline and carriage return are written \\ \n \r. Throws Error for
    /// subwords.
    std::string to_text() const;
    /// The inverse of to_text(); characters that begin without specials are an alphabet. Throws Error with `name` and
    /// line for a missing special, a duplicate, a line that is not exactly one token of this kind, an unknown escape,
    /// bytes that are not UTF-8, a missing last newline.
    static Vocabulary from_text(std::string_view text, TokenKind kind, std::string_view name);

    TokenKind kind() const { return kind_; }
    /// Whether ids 0 to 3 are the specials: always, but for an alphabet.
    bool has_specials() const { return has_specials_; }
    std::int32_t size() const { return static_cast<std::int32_t>(tokens_.size()); }
    /// kUnknown for a token that is not in the vocabulary, and for the spelling of a special; none for such in an
    /// alphabet. A subword is named as a piece, with U+2581 for a space.
    std::optional<std::int32_t> find(std::string_view token) const;
    std::int32_t id(std::string_view token) const { return find(token).value_or(kUnknown); }
    /// Throws Error when there is no such id.
    const std::string& token(std::int32_t id) const;

    /// Throws Error for a character that is not in the alphabet, naming it and its place.
    Encoded encode(std::string_view text) const;
    /// The tokens of `text` that are not in the vocabulary, in order, as views into it; of subwords, the characters
    /// that no piece writes. For a message: what encode() only counts.
    std::vector<std::string_view> unknown_in(std::string_view text) const;
    /// The text of `ids` up to the first <eos>, without <bos> and <pad>; an unknown token reads "<unk>". Of an alphabet
    /// all of it.
    std::string decode(std::span<const std::int32_t> ids) const;

  private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    Vocabulary(TokenKind kind, bool has_specials);
    explicit Vocabulary(Subwords subwords);
    void add(std::string token);

    TokenKind kind_;
    bool has_specials_;
    std::optional<Subwords> subwords_;
    std::vector<std::string> tokens_;                                           // by id
    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> ids_;  // ordinary tokens only
};

}  // namespace vitro::nn
