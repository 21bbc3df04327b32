// nn/data/subword.hpp: pieces of words as tokens, learned from a text by the library sentencepiece.
//
// A space is written as U+2581 (▁) at the head of the piece behind it, and a line is read as if a space stood before
// it, so that a word is the same piece wherever it stands. Pieces put together are the line, byte for byte: spaces at
// its ends and doubled ones included. Not so only where a character is in no piece (it is <unk>), and for U+2581 in a
// text, which is read as a space. A newline, where the text had any, is a piece of its own; a new line begins behind
// it.
//
// bpe: Sennrich, Haddow, Birch, Neural Machine Translation of Rare Words with Subword Units (ACL 2016); unigram: Kudo,
// Subword Regularization (ACL 2018); both: Kudo, Richardson, SentencePiece (EMNLP 2018).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitro::nn {

enum class SubwordModel {
    bpe,      ///< joins the most frequent neighbours, again and again
    unigram,  ///< keeps those pieces that make the text most probable
};

/// "bpe" or "unigram", as written in configurations.
std::string_view name(SubwordModel model);

/// A trained model: which pieces there are, by id, and how a line is cut into them. Ids 0 to 3 are those of Vocabulary.
/// A handle on what does not change: copies are cheap.
class Subwords {
  public:
    /// Learns `size` pieces, the four specials included, that write every character of `texts`. The same texts give the
    /// same pieces. Throws Error for texts without a character, and for a size too small or too large for them, naming
    /// the one that would do.
    static Subwords train(std::initializer_list<std::span<const std::string>> texts, std::int64_t size,
                          SubwordModel model = SubwordModel::bpe);

    /// A model file of sentencepiece, as its own tools read it.
    const std::string& to_bytes() const;
    /// The inverse. Throws Error with `name` for anything but such a model with our specials and spaces.
    static Subwords from_bytes(std::string bytes, std::string_view name);

    std::int32_t size() const;
    /// Throws Error when there is no such id.
    std::string piece(std::int32_t id) const;
    /// Of one line or several. A run of characters that are in no piece is one <unk>.
    std::vector<std::int32_t> encode(std::string_view text) const;

  private:
    struct Model;
    explicit Subwords(std::shared_ptr<const Model> model);
    std::shared_ptr<const Model> model_;
};

/// Puts pieces together again.
std::string join_pieces(std::span<const std::string_view> pieces);

}  // namespace vitro::nn
