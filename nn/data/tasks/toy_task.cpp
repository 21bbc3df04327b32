// nn/data/tasks/toy_task.cpp: drawing and solving toy problems.
#include "nn/data/tasks/toy_task.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <utility>

#include "core/error.hpp"
#include "nn/data/numbered.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using core::Indices;
using Ids = std::vector<std::int32_t>;

constexpr std::int64_t kParts = 4;            // one of them is for testing
constexpr std::int64_t kSurelyEnough = 1024;  // inputs: that none is for testing has a probability of 10^-128

void check_range(const char* what, std::int64_t value, std::int64_t least, std::int64_t most, ToyTaskKind task) {
    if (value < least || value > most)
        throw Error(fmt::format("[toy task] {} {} of {}: from {} to {}", what, value, name(task), least, most));
}

void check_settings(const ToyTaskSettings& settings) {
    const bool add = settings.task == ToyTaskKind::add;
    check_range("length", settings.length, 1, add ? 18 : 1000, settings.task);  // a sum must fit 64 bits
    check_range(add ? "base" : "symbols", settings.symbols, 2, add ? 10 : 1000, settings.task);
}

/// symbols^length, or kSurelyEnough when that is less.
std::int64_t inputs_up_to_enough(std::int64_t symbols, std::int64_t length) {
    std::int64_t count = 1;
    while (length-- > 0 && count < kSurelyEnough) count *= symbols;
    return std::min(count, kSurelyEnough);
}

/// Input `number` in the order of counting.
Ids input_of(std::int64_t number, std::int64_t symbols, std::int64_t length) {
    Ids input(static_cast<std::size_t>(length));
    for (auto digit = input.rbegin(); digit != input.rend(); ++digit, number /= symbols)
        *digit = static_cast<std::int32_t>(number % symbols);
    return input;
}

/// Row by row: what a model reads of an example, and what it is to predict.
void append(const ToyExample& example, std::int32_t*& inputs, std::int32_t*& targets) {
    inputs = std::copy(example.input.begin(), example.input.end(), inputs);
    inputs = std::copy(example.target.begin(), example.target.end() - 1, inputs);
    targets = std::fill_n(targets, example.input.size() - 1, ToyTask::kIgnored);
    targets = std::copy(example.target.begin(), example.target.end(), targets);
}

}  // namespace

std::string_view name(ToyTaskKind kind) {
    constexpr std::string_view kNames[] = {"copy", "reverse", "sort", "add"};
    return kNames[static_cast<std::size_t>(kind)];
}

ToyTaskSettings usual_settings(ToyTaskKind task) {
    switch (task) {
        case ToyTaskKind::sort:
            return {.task = task, .length = 6, .symbols = 3};
        case ToyTaskKind::add:
            return {.task = task, .length = 3, .symbols = 10};
        default:
            return {.task = task, .length = 10, .symbols = 10};
    }
}

ToyTask::ToyTask(const ToyTaskSettings& settings) : settings_(settings) {
    check_settings(settings);
    const std::int64_t inputs = inputs_up_to_enough(settings.symbols, input_length());
    if (inputs == kSurelyEnough) return;
    std::int64_t tests = 0;
    for (std::int64_t number = 0; number < inputs; ++number)
        tests += is_test(input_of(number, settings.symbols, input_length()));
    if (tests == 0 || tests == inputs)
        throw Error(
            fmt::format("[toy task] {} with length {} and {} symbols has {} inputs: too few to train on some and "
                        "test on others",
                        name(settings.task), settings.length, settings.symbols, inputs));
}

std::int64_t ToyTask::input_length() const {
    return settings_.task == ToyTaskKind::add ? 2 * settings_.length : settings_.length;
}

std::int64_t ToyTask::target_length() const {
    return settings_.task == ToyTaskKind::add ? settings_.length + 1 : settings_.length;
}

bool ToyTask::is_test(std::span<const std::int32_t> input) const {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a, whose low bits Philox then mixes
    for (const std::int32_t symbol : input) hash = (hash ^ static_cast<std::uint64_t>(symbol)) * 1099511628211u;
    return core::Random(hash, "split of a toy task").below(kParts) == 0;
}

ToyExample ToyTask::example(ToySplit split, std::uint64_t index) const {
    core::Random random = numbered(settings_.seed, index, split == ToySplit::test ? "toy test" : "toy train");
    Ids input(static_cast<std::size_t>(input_length()));
    do {
        for (std::int32_t& symbol : input)
            symbol = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(settings_.symbols)));
    } while (is_test(input) != (split == ToySplit::test));
    Ids target = solve(input);
    return {std::move(input), std::move(target)};
}

ToyBatch ToyTask::batch(ToySplit split, std::uint64_t first, std::int64_t count) const {
    ToyBatch batch{Indices({count, positions()}), Indices({count, positions()})};
    std::int32_t *inputs = batch.inputs.write(), *targets = batch.targets.write();
    for (std::int64_t row = 0; row < count; ++row)
        append(example(split, first + static_cast<std::uint64_t>(row)), inputs, targets);
    return batch;
}

ToyBatch ToyTask::batch(const ToyExample& example) const {
    check_input(example.input);
    check_answer(example.target);
    ToyBatch batch{Indices({1, positions()}), Indices({1, positions()})};
    std::int32_t *inputs = batch.inputs.write(), *targets = batch.targets.write();
    append(example, inputs, targets);
    return batch;
}

void ToyTask::check_input(std::span<const std::int32_t> input) const {
    if (std::ssize(input) != input_length())
        throw Error(
            fmt::format("[toy task] {} takes {} symbols, not {}", name(settings_.task), input_length(), input.size()));
    check_symbols(input);
}

void ToyTask::check_answer(std::span<const std::int32_t> answer) const {
    if (std::ssize(answer) != target_length())
        throw Error(fmt::format("[toy task] {} is answered by {} symbols, not {}", name(settings_.task),
                                target_length(), answer.size()));
    check_symbols(answer);
}

void ToyTask::check_symbols(std::span<const std::int32_t> symbols) const {
    for (const std::int32_t symbol : symbols)
        if (symbol < 0 || symbol >= settings_.symbols)
            throw Error(fmt::format("[toy task] symbol {}: valid are 0 to {}", symbol, settings_.symbols - 1));
}

Ids ToyTask::sum(std::span<const std::int32_t> input) const {
    const std::size_t length = input.size() / 2;
    Ids last_first;
    std::int32_t carry = 0;
    for (std::size_t i = length; i-- > 0;) {
        const std::int32_t digit = input[i] + input[length + i] + carry,
                           base = static_cast<std::int32_t>(settings_.symbols);
        last_first.push_back(digit % base);
        carry = digit / base;
    }
    last_first.push_back(carry);
    if (!settings_.reversed_sum) std::reverse(last_first.begin(), last_first.end());
    return last_first;
}

Ids ToyTask::solve(std::span<const std::int32_t> input) const {
    check_input(input);
    if (settings_.task == ToyTaskKind::add) return sum(input);
    Ids target(input.begin(), input.end());
    if (settings_.task == ToyTaskKind::reverse) std::reverse(target.begin(), target.end());
    if (settings_.task == ToyTaskKind::sort) std::sort(target.begin(), target.end());
    return target;
}

std::int64_t exact_matches(const Indices& targets, const Indices& predicted) {
    if (!(targets.shape() == predicted.shape()))
        throw Error(
            fmt::format("[toy task] targets {} but predictions {}", targets.shape().str(), predicted.shape().str()));
    std::int64_t matches = 0;
    for (std::int64_t row = 0, cols = targets.shape().cols(); row < targets.shape().rows(); ++row) {
        const std::int32_t *target = targets.data() + row * cols, *guess = predicted.data() + row * cols;
        matches += std::equal(target, target + cols, guess, [](std::int32_t wanted, std::int32_t got) {
            return wanted == ToyTask::kIgnored || wanted == got;
        });
    }
    return matches;
}

}  // namespace vitro::nn
