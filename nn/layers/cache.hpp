// nn/layers/cache.hpp: keys and values that are not computed twice, for writing a sequence position by position.
//
// A position sees nothing behind itself, so what a layer computed for it stays true while the sequence grows. Its keys
// and values are kept; a step then runs the new positions alone. What a decoder looks at, its memory, is projected
// once.
#pragma once

#include <span>
#include <vector>

#include "core/ops.hpp"
#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Of one attention: [entries, time, d_model] each.
struct KeysAndValues {
    Tensor keys, values;
};

/// What the self-attention of every layer of a stack keeps of a batch of sequences, all of one length.
///
/// A sequence has an entry in each layer's tensors, `capacity` positions long. New positions are written there in place
/// and read there by core::attention, so all that is done to the batch (sequences end, are put into another order, are
/// gone on from twice) is done to a table of entries. Numbers are copied for one reason only: of two sequences that go
/// on from the same one, the second needs an entry of its own.
class KeyValueCache {
  public:
    /// Room for so many sequences of so many positions. Throws Error for sizes below 1.
    KeyValueCache(std::int64_t layers, std::int64_t most_sequences, std::int64_t capacity, std::int64_t d_model);
    KeyValueCache(KeyValueCache&&) = default;  // a copy would share the tensors that are written
    KeyValueCache& operator=(KeyValueCache&&) = default;

    std::int64_t capacity() const { return capacity_; }
    std::int64_t sequences() const { return entries_.empty() ? 0 : entries_.size(); }
    /// Positions that each sequence has.
    std::int64_t length() const { return length_; }
    /// [sequences]: where in the tensors each sequence is.
    const core::Indices& entries() const { return entries_; }

    /// Forgets everything: so many sequences of no positions. Throws Error when there is no room for them.
    void start(std::int64_t sequences);
    /// Sequence i goes on from what sequence parents[i] was; those that are no one's parent end. Throws Error for a
    /// parent that there is not, and when there is no room for so many.
    void follow(std::span<const std::int64_t> parents);
    /// Forgets the positions from `length` on. Throws Error for more than there are.
    void shorten(std::int64_t length);

    /// Writes keys and values [sequences, new positions, d_model] behind those of a layer, and returns all that layer
    /// has: what lies behind its last position is not initialised. Throws Error for another shape, when the capacity
    /// does not suffice, and for numbers that a graph holds: it is for use within core::NoGrad.
    const KeysAndValues& append(std::int64_t layer, const Variable& keys, const Variable& values);
    /// Once every layer has them, so many new positions count.
    void advance(std::int64_t positions);

  private:
    void copy_entry(std::int32_t from, std::int32_t to);

    std::vector<KeysAndValues> layers_;  // [most sequences, capacity, d_model]
    std::int64_t most_, capacity_, d_model_, length_ = 0;
    core::Indices entries_;
};

/// What a decoder keeps of the sequences that it writes, each while looking at one of several memories.
class DecoderCache {
  public:
    /// `projected`: of each layer, the memories' keys and values; lengths: [memories].
    DecoderCache(std::vector<KeysAndValues> projected, const core::Indices& lengths, KeyValueCache cache);

    /// Sequences of no positions: sequence i looks at memory memories[i]. Throws Error as KeyValueCache does, and for a
    /// memory that there is not.
    void start(std::span<const std::int64_t> memories);
    /// As KeyValueCache::follow; each sequence looks at the memory of its parent.
    void follow(std::span<const std::int64_t> parents);

    KeyValueCache self;
    const std::vector<KeysAndValues>& memory() const { return memory_; }
    /// [sequences]: which memory each looks at.
    const core::Indices& memories() const { return memories_; }
    /// The padding of these.
    const core::Mask& mask() const { return mask_; }

  private:
    void look_at(const core::Indices& memories);

    std::vector<KeysAndValues> memory_;
    core::Indices lengths_, memories_;
    core::Mask mask_;
};

}  // namespace vitro::nn::inline VITRO_REAL
