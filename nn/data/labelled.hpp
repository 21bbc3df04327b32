// nn/data/labelled.hpp: lines of text with a label each, for a classifier.
//
//   question<TAB>hast du gestern das alte buch gelesen ?
//
// One example a line, as corpus.hpp has lines: the label, a tab, the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/indices.hpp"
#include "nn/data/batches.hpp"
#include "nn/data/corpus.hpp"
#include "nn/data/sentences.hpp"

namespace vitro::nn {

/// labels[i] is the label of text.lines[i].
struct LabelledText {
    Text text;
    std::vector<std::string> labels;
};

/// Throws Error with name and line for a line without a tab, without a label or without a text, and as parse_text does.
LabelledText parse_labelled(std::string_view bytes, std::string name);

/// Reads one file; throws Error as parse_labelled does, when it cannot be read, and when it is empty.
LabelledText read_labelled(const std::filesystem::path& path);

/// The labels of a training text, numbered from 0 in byte order.
class Labels {
  public:
    /// Throws Error when there are not two different ones.
    static Labels build(const LabelledText& train);
    /// One label a line.
    std::string to_text() const;
    /// The inverse. Throws Error with `name` and line for what to_text() does not write.
    static Labels from_text(std::string_view text, std::string_view name);

    std::int32_t size() const { return static_cast<std::int32_t>(names_.size()); }
    /// Throws Error when there is no such label.
    const std::string& name(std::int32_t label) const;
    /// The number of each line's label. Throws Error with the line of one that is not among these.
    std::vector<std::int32_t> encode(const LabelledText& text) const;

  private:
    std::vector<std::string> names_;  // sorted
};

struct LabelledBatch {
    core::Indices tokens;   ///< [batch, positions], each row ends in <eos>, <pad> behind
    core::Indices lengths;  ///< [batch], <eos> included
    core::Indices labels;   ///< [batch]
    core::Indices lines;    ///< [batch] which lines of the text, from 0
};

/// The batches of one epoch, in order.
class LabelledEpoch {
  public:
    explicit LabelledEpoch(Epoch epoch) : epoch_(std::move(epoch)) {}
    std::size_t size() const { return epoch_.size(); }
    /// Throws Error when there is no such batch.
    LabelledBatch operator[](std::size_t batch) const;

  private:
    Epoch epoch_;
};

/// Lines of similar lengths together in a batch, as batches.hpp says; here a pair is a line and its label.
class LabelledBatches {
  public:
    /// labels[i] is that of sentence i. Throws Error as Batches does.
    LabelledBatches(Sentences sentences, const std::vector<std::int32_t>& labels, const BatchOptions& options);

    LabelledEpoch epoch(std::int64_t number) const { return LabelledEpoch(batches_.epoch(number)); }
    std::int64_t count(std::int64_t number) const { return batches_.count(number); }
    /// Lines in an epoch, and lines that were too long for it.
    std::int64_t lines() const { return batches_.pairs(); }
    std::int64_t dropped() const { return batches_.dropped(); }

  private:
    Batches batches_;
};

}  // namespace vitro::nn
