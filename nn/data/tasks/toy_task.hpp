// nn/data/tasks/toy_task.hpp: sequences to be copied, reversed, sorted or added: what a small Transformer learns whole.
//
// A decoder-only model reads the input and goes on with the target; there is no mark between them, their lengths are
// fixed. As in minGPT (Karpathy, its demo and its adder) the loss counts the target's positions alone:
//
//   sort, length 6     inputs    0  0  2  1  0  1  0  0  0  1  1
//   0 0 2 1 0 1        targets  -1 -1 -1 -1 -1  0  0  0  1  1  2
//
// An addition is its digits: 12 + 9 with two digits a number reads 1 2 0 9 and is to be answered by 0 2 1 <- 21, the
// digits of the sum from the last one on, because carries come from there (unless `reversed_sum` is off). A sum has one
// digit more than the numbers.
//
// A quarter of all inputs, chosen by a hash of the input, is for testing: no test example is ever trained on, whatever
// the seed. Examples are drawn with replacement, each input of a split as likely as any other.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/indices.hpp"
#include "nn/data/corpus.hpp"

namespace vitro::nn {

enum class ToyTaskKind { copy, reverse, sort, add };

/// "copy", "reverse", "sort" or "add", as written in configurations.
std::string_view name(ToyTaskKind kind);

struct ToyTaskSettings {
    ToyTaskKind task = ToyTaskKind::sort;
    std::int64_t length = 6;   ///< symbols of the input, 1 to 1000; add: digits of each number, 1 to 18
    std::int64_t symbols = 3;  ///< how many there are to choose from, 2 to 1000; add: the base, 2 to 10
    bool reversed_sum = true;  ///< add: the last digit of the sum first
    std::uint64_t seed = 1;
};

/// The usual sizes: copy and reverse 10 of 10 symbols, sort 6 of 3 (minGPT's), add 3 decimal digits.
ToyTaskSettings usual_settings(ToyTaskKind task);

enum class ToySplit { train, test };

/// Symbols by number, 0 to symbols - 1.
struct ToyExample {
    std::vector<std::int32_t> input, target;
};

struct ToyBatch {
    core::Indices inputs;   ///< [batch, positions]
    core::Indices targets;  ///< the same shape; kIgnored where nothing is to be predicted
};

class ToyTask {
  public:
    static constexpr std::int32_t kIgnored = -1;

    /// Throws Error for a setting out of range, and for sizes with so few inputs that a split would have none.
    explicit ToyTask(const ToyTaskSettings& settings);

    const ToyTaskSettings& settings() const { return settings_; }
    std::int64_t input_length() const;
    std::int64_t target_length() const;
    /// What a model reads at once: the last symbol of the target is predicted, and not read.
    std::int64_t positions() const { return input_length() + target_length() - 1; }

    /// A function of (settings, split, index).
    ToyExample example(ToySplit split, std::uint64_t index) const;
    /// Examples first, first + 1, ... of a split.
    ToyBatch batch(ToySplit split, std::uint64_t first, std::int64_t count) const;
    /// One example, whose target may be a wrong one. Throws Error for what is not of this task.
    ToyBatch batch(const ToyExample& example) const;
    /// The right answer. Throws Error for an input that is not of this task.
    std::vector<std::int32_t> solve(std::span<const std::int32_t> input) const;
    /// Whether an input is one of the test split.
    bool is_test(std::span<const std::int32_t> input) const;

    /// For people: "2 0 1 -> 0 1 2", "012+009=0021"; the target may be a model's own.
    std::string text(std::span<const std::int32_t> input, std::span<const std::int32_t> target) const;
    /// What a person asks: "2 0 1", or "12+9". Throws Error that says how it must be written.
    std::vector<std::int32_t> parse(std::string_view question) const;
    /// An answer, right or wrong, as people write it: "0 1 2", or the sum "21". Throws as parse() does.
    std::vector<std::int32_t> parse_answer(std::string_view answer) const;

  private:
    void check_input(std::span<const std::int32_t> input) const;
    void check_answer(std::span<const std::int32_t> answer) const;
    void check_symbols(std::span<const std::int32_t> symbols) const;
    std::vector<std::int32_t> sum(std::span<const std::int32_t> input) const;
    std::vector<std::int32_t> parse_symbols(std::string_view text) const;
    std::vector<std::int32_t> parse_sum(std::string_view question) const;

    ToyTaskSettings settings_;
};

/// Rows in which every target that is not ignored is predicted; both [batch, positions]. When `predicted` holds the
/// most probable token at each position given the right tokens before it, those are the rows that greedy decoding gets
/// right to the last symbol: up to its first mistake it reads the same. Throws Error for shapes that differ.
std::int64_t exact_matches(const core::Indices& targets, const core::Indices& predicted);

/// Examples 0 to count - 1 as a corpus for an encoder-decoder: a line for each, symbols separated by spaces.
ParallelText text_of(const ToyTask& task, ToySplit split, std::int64_t count);

}  // namespace vitro::nn
