// nn/data/language/blocks.hpp: stretches of a long text, and the same one token later: what a language model reads and
// what it is to predict.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/indices.hpp"

namespace vitro::nn {

/// targets[i, t] is the token behind inputs[i, t], which is inputs[i, t + 1] wherever there is one.
struct Block {
    core::Indices inputs;   ///< [batch, context]
    core::Indices targets;  ///< the same shape
};

/// For training: blocks at places drawn at random, each as likely as any other, overlaps and repetitions included.
class RandomBlocks {
  public:
    /// ids: [tokens]. Throws Error, calling the text `name`, when it has not context + 1 tokens, and for sizes below 1.
    RandomBlocks(core::Indices ids, std::int64_t batch_size, std::int64_t context, std::uint64_t seed,
                 std::string name);

    /// The batch of a step, from 0: a function of (ids, sizes, seed, step).
    Block operator[](std::int64_t step) const;
    /// Steps in which as many tokens are predicted as the text has: at least 1.
    std::int64_t steps_per_epoch() const;

  private:
    core::Indices ids_;
    std::int64_t batch_size_, context_;
    std::uint64_t seed_;
};

/// For validation: blocks side by side from the text's start, so that each token but the first is predicted once. What
/// is left at the end is a batch of its own, of one shorter block.
class ConsecutiveBlocks {
  public:
    /// ids: [tokens]. Throws Error, calling the text `name`, when it has not 2 tokens, and for sizes below 1.
    ConsecutiveBlocks(core::Indices ids, std::int64_t batch_size, std::int64_t context, std::string name);

    std::int64_t size() const;
    /// Throws Error when there is no such batch.
    Block operator[](std::int64_t batch) const;
    /// Tokens that are predicted in all batches.
    std::int64_t predicted() const { return ids_.size() - 1; }

  private:
    std::int64_t full_blocks() const { return predicted() / context_; }
    std::int64_t full_batches() const { return (full_blocks() + batch_size_ - 1) / batch_size_; }

    core::Indices ids_;
    std::int64_t batch_size_, context_;
};

}  // namespace vitro::nn
