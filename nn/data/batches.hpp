// nn/data/batches.hpp: sentence pairs of similar lengths, together in a batch.
//
// A batch is as wide as its longest sentence; the rest is padding, computed for nothing. So an epoch shuffles the
// corpus, takes as many pairs as `pool` batches hold, sorts those by length, cuts them into batches and shuffles the
// batches: little padding, and still another company for every pair in every epoch. A batch may be gathered from parts
// (micro-batches) that are cut and shuffled each by itself: what is said of batches below is said of those.
//
// The plan of an epoch is a function of (corpus, options, epoch) alone and its batches are laid out on demand, so that
// a run that stopped in epoch e before batch b goes on with `batches.epoch(e)[b]`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/indices.hpp"
#include "nn/data/sentences.hpp"

namespace vitro::nn {

enum class TooLong {
    error,  ///< a pair that does not fit is an error that names its line
    drop,   ///< it is left out, and counted
};

struct BatchOptions {
    std::int64_t batch_size = 128;   ///< pairs in a batch, at most
    std::int64_t micro_batches = 1;  ///< parts that share batch_size and max_tokens; an epoch is a list of them
    std::int64_t max_tokens = 0;     ///< positions of a batch on either side, padding included, at most; 0: no limit.
                                     ///< A pair that is longer than a part's share is a part of its own
    std::int64_t pool = 50;          ///< batches that are sorted together; 1 leaves all the padding in
    std::int64_t max_length = 0;     ///< positions that the model has (a sentence takes one more than its tokens);
                                     ///< 0: no limit
    TooLong too_long = TooLong::error;
    std::uint64_t seed = 1;
};

/// How much of a batch, or of an epoch, is padding. Source and target count once each.
struct Padding {
    std::int64_t positions = 0;  ///< rows x columns of both sides
    std::int64_t padded = 0;     ///< of these, <pad>
    double share() const { return positions == 0 ? 0.0 : static_cast<double>(padded) / static_cast<double>(positions); }
};

struct Batch {
    core::Indices source;            ///< [batch, source positions], each row ends in <eos>
    core::Indices source_lengths;    ///< [batch], <eos> included
    core::Indices target_in;         ///< [batch, target positions], each row begins with <bos>
    core::Indices target_out;        ///< the same shape, one token ahead: each row ends in <eos>
    core::Indices target_lengths;    ///< [batch], the mark included
    std::int64_t source_tokens = 0;  ///< sum of source_lengths
    std::int64_t target_tokens = 0;  ///< sum of target_lengths: the terms of the loss
    core::Indices pairs;             ///< [batch] which pairs of the corpus, from 0
};

/// The batches of one epoch, in order. Holds on to the corpus; making a batch allocates nothing but its Indices.
class Epoch {
  public:
    std::size_t size() const { return cuts_.size() - 1; }
    /// Throws Error when there is no such batch.
    Batch operator[](std::size_t batch) const;

    Padding padding(std::size_t batch) const;
    /// Of the whole epoch; reads lengths only.
    Padding padding() const;

  private:
    friend class Batches;
    Epoch(std::shared_ptr<const ParallelSentences> corpus, std::int64_t pairs);
    void append(std::span<const std::int32_t> batch);
    std::span<const std::int32_t> pairs(std::size_t batch) const;

    std::shared_ptr<const ParallelSentences> corpus_;
    std::vector<std::int32_t> order_;   // the pairs, batch after batch
    std::vector<std::size_t> cuts_{0};  // batch i is order_[cuts_[i]] up to order_[cuts_[i + 1]]
};

class Batches {
  public:
    /// Throws Error for sides of unequal size, options out of range, a pair that does not fit max_length or max_tokens
    /// (unless such pairs are to be dropped), and when no pair is left.
    Batches(ParallelSentences corpus, const BatchOptions& options);

    Epoch epoch(std::int64_t number) const;
    /// Batches in that epoch. Without max_tokens, where all epochs have the same number, nothing is planned for it.
    std::int64_t count(std::int64_t number) const;
    /// Pairs in an epoch, and pairs that were too long for it.
    std::int64_t pairs() const { return static_cast<std::int64_t>(kept_.size()); }
    std::int64_t dropped() const { return static_cast<std::int64_t>(corpus_->source.ids.size()) - pairs(); }

  private:
    std::int64_t pairs_in_pool() const;

    std::shared_ptr<const ParallelSentences> corpus_;
    BatchOptions options_;  // of the parts
    std::vector<std::int32_t> kept_;
};

}  // namespace vitro::nn
