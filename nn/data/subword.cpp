// nn/data/subword.cpp: the one place that knows sentencepiece. It prints nothing and no exception of its passes.
#include "nn/data/subword.hpp"

#include <exception>
#include <fmt/format.h>
#include <limits>
#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/error.hpp"
#include "nn/data/tokenizer.hpp"
#include "nn/data/vocabulary.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using Texts = std::initializer_list<std::span<const std::string>>;
namespace sp = sentencepiece;

constexpr std::int64_t kLongestLine = std::int64_t{1} << 30;  // bytes; the library leaves out longer ones
constexpr std::string_view kSpace = "\xE2\x96\x81";

/// Calls visit(line) for each line of `text`, without its newline, and between(), between two of them.
template <class Visit, class Between>
void for_each_line(std::string_view text, Visit visit, Between between) {
    while (true) {
        const std::size_t end = text.find('\n');
        visit(text.substr(0, end));
        if (end == std::string_view::npos) return;
        between();
        text.remove_prefix(end + 1);
    }
}

struct Lines {
    std::vector<std::string> lines;
    bool newline = false;

    explicit Lines(Texts texts) {
        for (const std::span<const std::string> text : texts)
            for (const std::string& part : text)
                for_each_line(
                    part, [this](std::string_view line) { lines.emplace_back(line); }, [this] { newline = true; });
    }
};

class LineIterator : public sp::SentenceIterator {
  public:
    explicit LineIterator(const std::vector<std::string>& lines) : lines_(lines) {}
    bool done() const override { return next_ == lines_.size(); }
    void Next() override { ++next_; }
    const std::string& value() const override { return lines_[next_]; }
    sp::util::Status status() const override { return {}; }

  private:
    const std::vector<std::string>& lines_;
    std::size_t next_ = 0;
};

/// Different characters, the space before each line among them.
std::size_t alphabet(const std::vector<std::string>& lines) {
    std::unordered_set<std::string_view> seen;
    for (const std::string& line : lines)
        for (const std::string_view character : split(line, TokenKind::characters)) seen.insert(character);
    if (!seen.empty()) seen.insert(" ");
    return seen.size();
}

std::unordered_map<std::string, std::string> arguments(std::int64_t size, SubwordModel model, bool newline) {
    std::unordered_map<std::string, std::string> all = {
        {"model_type", std::string(name(model))},
        {"vocab_size", fmt::format("{}", size)},
        {"hard_vocab_limit", "false"},  // what a text cannot yield is seen by the size of the model
        {"character_coverage", "1.0"},
        // Lines as they are: nothing is normalised, left out or put into another order.
        {"normalization_rule_name", "identity"},
        {"remove_extra_whitespaces", "false"},
        {"add_dummy_prefix", "true"},
        {"max_sentence_length", fmt::format("{}", kLongestLine)},
        {"input_sentence_size", "0"},
        {"shuffle_input_sentence", "false"},
        {"num_threads", "1"},
        {"minloglevel", "3"},  // only what ends the program
    };
    static constexpr const char* kNames[] = {"pad", "unk", "bos", "eos"};
    for (std::size_t id = 0; id < std::size(kNames); ++id) {
        all[fmt::format("{}_id", kNames[id])] = fmt::format("{}", id);
        all[fmt::format("{}_piece", kNames[id])] = Vocabulary::kSpecials[id];
    }
    if (newline) all["user_defined_symbols"] = "\n";
    return all;
}

[[noreturn]] void fail_untrained(const Lines& text, std::int64_t size, std::string_view message) {
    const std::size_t smallest = std::size(Vocabulary::kSpecials) + (text.newline ? 1 : 0) + alphabet(text.lines);
    if (size < static_cast<std::int64_t>(smallest))
        throw Error(
            fmt::format("[subwords] a vocabulary of {} is too small: the text's characters and the specials "
                        "alone are {}",
                        size, smallest));
    throw Error(fmt::format("[subwords] sentencepiece cannot learn from this text: {}", message));
}

std::string trained(const Lines& text, std::int64_t size, SubwordModel model) {
    std::string bytes;
    LineIterator lines(text.lines);
    const sp::util::Status status =
        sp::SentencePieceTrainer::Train(arguments(size, model, text.newline), &lines, &bytes);
    if (!status.ok()) fail_untrained(text, size, status.message());
    return bytes;
}

}  // namespace

struct Subwords::Model {
    std::string bytes;
    sp::SentencePieceProcessor processor;
    std::int32_t newline = Vocabulary::kUnknown;

    explicit Model(std::string serialized) : bytes(std::move(serialized)) {
        if (const sp::util::Status status = processor.LoadFromSerializedProto(bytes); !status.ok())
            throw Error(status.message());
        newline = processor.PieceToId("\n");
    }

    void append(std::string_view line, std::vector<std::int32_t>& ids) const {
        std::vector<int> line_ids;
        if (const sp::util::Status status = processor.Encode(line, &line_ids); !status.ok())
            throw Error(fmt::format("[subwords] sentencepiece cannot encode: {}", status.message()));
        ids.insert(ids.end(), line_ids.begin(), line_ids.end());
    }

    /// Whether ids and spaces are as this library has them.
    bool is_ours() const {
        for (std::int32_t id = 0; id < std::ssize(Vocabulary::kSpecials); ++id)
            if (id >= processor.GetPieceSize() || processor.IdToPiece(id) != Vocabulary::kSpecials[id]) return false;
        std::vector<std::string> pieces;
        return processor.Encode(" ", &pieces).ok() &&
               join_pieces(std::vector<std::string_view>(pieces.begin(), pieces.end())) == " ";
    }
};

std::string_view name(SubwordModel model) {
    return model == SubwordModel::bpe ? "bpe" : "unigram";
}

Subwords::Subwords(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

Subwords Subwords::train(Texts texts, std::int64_t size, SubwordModel model) {
    const Lines text(texts);
    if (alphabet(text.lines) == 0) throw Error("[subwords] there is no character in the text to learn from");
    if (size < 1 || size > std::numeric_limits<std::int32_t>::max())
        throw Error(fmt::format("[subwords] a vocabulary of {}: from 1 to 2^31 - 1", size));
    Subwords learned = from_bytes(trained(text, size, model), "the model of sentencepiece");
    if (learned.size() < size)
        throw Error(
            fmt::format("[subwords] a vocabulary of {} is too large: this text yields at most {} subwords "
                        "({}, specials included)",
                        size, learned.size(), name(model)));
    return learned;
}

Subwords Subwords::from_bytes(std::string bytes, std::string_view name) {
    std::shared_ptr<const Model> model;
    try {
        model = std::make_shared<const Model>(std::move(bytes));
    } catch (const std::exception& error) {
        throw Error(fmt::format("{}: not a subword model: {}", name, error.what()));
    }
    if (!model->is_ours())
        throw Error(
            fmt::format("{}: a subword model whose ids 0 to 3 are not <pad> <unk> <bos> <eos>, or that does "
                        "not keep spaces as they are",
                        name));
    return Subwords(std::move(model));
}

const std::string& Subwords::to_bytes() const {
    return model_->bytes;
}

std::int32_t Subwords::size() const {
    return model_->processor.GetPieceSize();
}

std::string Subwords::piece(std::int32_t id) const {
    if (id < 0 || id >= size()) throw Error(fmt::format("[subwords] id {}: valid are 0 to {}", id, size() - 1));
    return model_->processor.IdToPiece(id);
}

std::vector<std::int32_t> Subwords::encode(std::string_view text) const {
    std::vector<std::int32_t> ids;
    for_each_line(
        text, [&](std::string_view line) { model_->append(line, ids); }, [&] { ids.push_back(model_->newline); });
    return ids;
}

std::string join_pieces(std::span<const std::string_view> pieces) {
    std::string text;
    bool line_begins = true;
    for (std::string_view piece : pieces) {
        if (line_begins && piece.starts_with(kSpace)) piece.remove_prefix(kSpace.size());
        line_begins = piece == "\n";
        while (!piece.empty()) {
            const std::size_t space = piece.find(kSpace);
            text += piece.substr(0, space);
            if (space == std::string_view::npos) break;
            text += ' ';
            piece.remove_prefix(space + kSpace.size());
        }
    }
    return text;
}

}  // namespace vitro::nn
