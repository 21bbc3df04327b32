// nn/data/tasks/toy_task_text.cpp: toy problems as people read and write them.
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <fmt/format.h>
#include <optional>
#include <system_error>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/data/tasks/toy_task.hpp"
#include "nn/data/tokenizer.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using Ids = std::vector<std::int32_t>;

std::string digits(std::span<const std::int32_t> ids) {
    return fmt::format("{}", fmt::join(ids, ""));
}

std::string words(std::span<const std::int32_t> ids) {
    return fmt::format("{}", fmt::join(ids, " "));
}

/// The digits of a number, filled up with zeros; nothing for what is none, or is longer.
std::optional<Ids> parse_number(std::string_view number, std::int64_t most_digits, std::int64_t base) {
    const auto is_digit = [&](char c) { return c >= '0' && c < '0' + base; };
    if (number.empty() || std::ssize(number) > most_digits || !std::ranges::all_of(number, is_digit)) return {};
    Ids digits(static_cast<std::size_t>(most_digits) - number.size(), 0);
    for (const char digit : number) digits.push_back(digit - '0');
    return digits;
}

}  // namespace

std::string ToyTask::text(std::span<const std::int32_t> input, std::span<const std::int32_t> target) const {
    if (settings_.task != ToyTaskKind::add) return fmt::format("{} -> {}", words(input), words(target));
    Ids total(target.begin(), target.end());
    if (settings_.reversed_sum) std::reverse(total.begin(), total.end());
    const std::size_t half = input.size() / 2;
    return fmt::format("{}+{}={}", digits(input.first(half)), digits(input.subspan(half)), digits(total));
}

Ids ToyTask::parse(std::string_view question) const {
    if (settings_.task == ToyTaskKind::add) return parse_sum(question);
    Ids input = parse_symbols(question);
    check_input(input);
    return input;
}

Ids ToyTask::parse_answer(std::string_view answer) const {
    if (settings_.task != ToyTaskKind::add) {
        Ids symbols = parse_symbols(answer);
        check_answer(symbols);
        return symbols;
    }
    std::optional<Ids> total = parse_number(answer, target_length(), settings_.symbols);
    if (!total)
        throw Error(fmt::format("[toy task] {} is no sum of such numbers: valid are at most {} digits 0 to {}",
                                core::printable(answer, '\''), target_length(), settings_.symbols - 1));
    if (settings_.reversed_sum) std::reverse(total->begin(), total->end());
    return *total;
}

Ids ToyTask::parse_symbols(std::string_view text) const {
    Ids symbols;
    for (const std::string_view word : split(text, TokenKind::words)) {
        std::int32_t symbol = -1;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), symbol);
        const bool whole = error == std::errc() && end == word.data() + word.size();
        if (!whole || symbol < 0 || symbol >= settings_.symbols)
            throw Error(fmt::format("[toy task] {} is no symbol: valid are 0 to {}, separated by spaces",
                                    core::printable(word, '\''), settings_.symbols - 1));
        symbols.push_back(symbol);
    }
    return symbols;
}

Ids ToyTask::parse_sum(std::string_view question) const {
    std::string dense(question);
    std::erase(dense, ' ');
    const std::size_t plus = std::min(dense.find('+'), dense.size());
    std::optional<Ids> first =
        parse_number(std::string_view(dense).substr(0, plus), settings_.length, settings_.symbols);
    const std::optional<Ids> second = parse_number(std::string_view(dense).substr(std::min(plus + 1, dense.size())),
                                                   settings_.length, settings_.symbols);
    if (!first || !second)
        throw Error(fmt::format("[toy task] {} is no sum: two numbers of at most {} digits 0 to {}, as in 1+10",
                                core::printable(question, '\''), settings_.length, settings_.symbols - 1));
    first->insert(first->end(), second->begin(), second->end());
    return *first;
}

ParallelText text_of(const ToyTask& task, ToySplit split, std::int64_t count) {
    const std::string title =
        fmt::format("{}, {}", name(task.settings().task), split == ToySplit::test ? "test" : "train");
    ParallelText text{{title + " inputs", {}}, {title + " targets", {}}};
    for (std::int64_t index = 0; index < count; ++index) {
        const ToyExample example = task.example(split, static_cast<std::uint64_t>(index));
        text.source.lines.push_back(words(example.input));
        text.target.lines.push_back(words(example.target));
    }
    return text;
}

}  // namespace vitro::nn
