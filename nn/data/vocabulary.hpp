// nn/data/vocabulary.hpp: tokens as numbers.
//
// Ids 0 to 3 are <pad> <unk> <bos> <eos>; the tokens of the training text follow, most frequent first, equal counts in
// byte order. The four spellings are reserved: where they stand literally in a text they are read as unknown words,
// so that no input can forge the end of a sentence, and a corpus that already writes <unk> means what it says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "nn/data/tokenizer.hpp"

namespace vitro::nn {

/// Token ids of one sentence, without <bos> and <eos> (the batches add them).
struct Encoded {
    std::vector<std::int32_t> ids;
    std::int64_t unknown = 0;  ///< how many of them are <unk>
};

class Vocabulary {
  public:
    static constexpr std::int32_t kPad = 0, kUnknown = 1, kBegin = 2, kEnd = 3;
    static constexpr std::string_view kSpecials[] = {"<pad>", "<unk>", "<bos>", "<eos>"};

    /// The tokens that occur at least `min_frequency` times in all `texts` together: one text for a language of its
    /// own, both sides of a corpus for a shared vocabulary. Throws Error when min_frequency < 1.
    static Vocabulary build(std::initializer_list<std::span<const std::string>> texts, TokenKind kind,
                            std::int64_t min_frequency);

    /// One token a line, specials first; backslash, newline and carriage return are written \\ \n \r.
    std::string to_text() const;
    /// The inverse of to_text(). Throws Error with `name` and line for a missing special, a duplicate, a line that is
    /// not exactly one token of this kind, an unknown escape, bytes that are not UTF-8, a missing last newline.
    static Vocabulary from_text(std::string_view text, TokenKind kind, std::string_view name);

    TokenKind kind() const { return kind_; }
    std::int32_t size() const { return static_cast<std::int32_t>(tokens_.size()); }
    /// kUnknown for a token that is not in the vocabulary, and for the spelling of a special.
    std::int32_t id(std::string_view token) const;
    /// Throws Error when there is no such id.
    const std::string& token(std::int32_t id) const;

    Encoded encode(std::string_view line) const;
    /// The text of `ids` up to the first <eos>, without <bos> and <pad>; an unknown token reads "<unk>".
    std::string decode(std::span<const std::int32_t> ids) const;

  private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    explicit Vocabulary(TokenKind kind);
    void add(std::string token);

    TokenKind kind_;
    std::vector<std::string> tokens_;                                           // by id
    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> ids_;  // ordinary tokens only
};

}  // namespace vitro::nn
