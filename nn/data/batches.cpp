// nn/data/batches.cpp: the plan of an epoch, and laying out its batches.
//
// Within a pool, pairs are sorted along a path through the (source, target) length plane on which both lengths change
// slowly: shell after shell of equal max(source, target), each shell walked from its long-target end to its
// long-source end or, every second one, back, so that where one shell ends the next begins nearby. On Multi30k at batch
// 128 and pool 50 this leaves 6.1 % padding; sorting by (source, target) leaves 11.9 %, by their sum 18.3 %.
#include "nn/data/batches.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <tuple>
#include <utility>

#include "core/error.hpp"
#include "core/random.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using core::Indices;
using core::Random;
using Row = std::int32_t;

/// The longer side of pair `row`, in positions.
std::int64_t longer_side(const ParallelSentences& corpus, Row row) {
    return std::max(positions(corpus.source.ids[row]), positions(corpus.target.ids[row]));
}

/// Fisher-Yates.
template <class T>
void shuffle(std::vector<T>& items, Random& random) {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[random.below(left)]);
}

/// Sorts a pool as the head comment says. Stable: pairs of equal lengths keep the shuffled order.
void sort_by_length(std::span<Row> pool, const ParallelSentences& corpus) {
    const auto key = [&](Row row) {
        const std::int64_t source = positions(corpus.source.ids[row]), target = positions(corpus.target.ids[row]);
        const std::int64_t shell = std::max(source, target);
        return std::tuple(shell, shell % 2 == 0 ? target - source : source - target);
    };
    std::stable_sort(pool.begin(), pool.end(), [&](Row a, Row b) { return key(a) < key(b); });
}

/// Cuts a sorted pool into batches of at most batch_size pairs and max_tokens positions.
std::vector<std::span<const Row>> cut(std::span<const Row> pool, const ParallelSentences& corpus,
                                      const BatchOptions& options) {
    std::vector<std::span<const Row>> batches;
    while (!pool.empty()) {
        std::int64_t rows = 0, longest = 0;
        for (const Row row : pool.first(std::min<std::size_t>(pool.size(), options.batch_size))) {
            longest = std::max(longest, longer_side(corpus, row));
            if (options.max_tokens > 0 && rows > 0 && (rows + 1) * longest > options.max_tokens) break;
            ++rows;
        }
        batches.push_back(pool.first(rows));
        pool = pool.subspan(rows);
    }
    return batches;
}

std::int64_t padded_positions(const Sentences& text, std::span<const Row> rows) {
    std::int64_t longest = 0;
    for (const Row row : rows) longest = std::max(longest, positions(text.ids[row]));
    return longest * static_cast<std::int64_t>(rows.size());
}

std::int64_t sum_of_positions(const Sentences& text, std::span<const Row> rows) {
    std::int64_t sum = 0;
    for (const Row row : rows) sum += positions(text.ids[row]);
    return sum;
}

Indices indices_of(std::span<const Row> rows) {
    Indices indices({static_cast<std::int64_t>(rows.size())});
    std::copy(rows.begin(), rows.end(), indices.write());
    return indices;
}

void check(const BatchOptions& options) {
    if (options.batch_size < 1) throw Error(fmt::format("[batches] batch size {}: at least 1", options.batch_size));
    if (options.micro_batches < 1)
        throw Error(fmt::format("[batches] {} micro-batches: at least 1", options.micro_batches));
    if (options.pool < 1) throw Error(fmt::format("[batches] pool of {} batches: at least 1", options.pool));
    if (options.max_tokens < 0)
        throw Error(fmt::format("[batches] max_tokens {}: at least 1, or 0 for no limit", options.max_tokens));
    if (options.max_length < 0)
        throw Error(fmt::format("[batches] max_length {}: at least 1, or 0 for no limit", options.max_length));
}

void check(const ParallelSentences& corpus) {
    const Sentences &source = corpus.source, &target = corpus.target;
    if (source.ids.size() != target.ids.size())
        throw Error(fmt::format("[batches] {} sentences of {} but {} of {}", source.ids.size(), source.name,
                                target.ids.size(), target.name));
    if (source.ids.size() > std::numeric_limits<Row>::max()) throw Error("[batches] more than 2^31 - 1 pairs");
}

std::int64_t share_of(std::int64_t whole, std::int64_t parts) {
    return whole / parts + (whole % parts > 0);
}

/// The same for the parts of batches.
BatchOptions of_parts(BatchOptions options) {
    options.batch_size = share_of(options.batch_size, options.micro_batches);
    options.max_tokens = share_of(options.max_tokens, options.micro_batches);
    options.pool = std::min<std::int64_t>(options.pool, std::numeric_limits<Row>::max()) * options.micro_batches;
    return options;
}

/// The longest sentence that fits into a batch.
std::int64_t longest_allowed(const BatchOptions& options) {
    const auto or_unlimited = [](std::int64_t limit) {
        return limit > 0 ? limit : std::numeric_limits<std::int64_t>::max();
    };
    return std::min(or_unlimited(options.max_length), or_unlimited(options.max_tokens));
}

}  // namespace

Epoch::Epoch(std::shared_ptr<const ParallelSentences> corpus, std::int64_t pairs) : corpus_(std::move(corpus)) {
    order_.reserve(pairs);
}

void Epoch::append(std::span<const Row> batch) {
    order_.insert(order_.end(), batch.begin(), batch.end());
    cuts_.push_back(order_.size());
}

std::span<const Row> Epoch::pairs(std::size_t batch) const {
    if (batch >= size()) throw Error(fmt::format("[batches] batch {} of an epoch that has {}", batch, size()));
    return std::span(order_).subspan(cuts_[batch], cuts_[batch + 1] - cuts_[batch]);
}

Batch Epoch::operator[](std::size_t batch) const {
    const std::span<const Row> rows = pairs(batch);
    const Sentences &source = corpus_->source, &target = corpus_->target;
    return {.source = pad(source, rows, Mark::end),
            .source_lengths = lengths(source, rows),
            .target_in = pad(target, rows, Mark::begin),
            .target_out = pad(target, rows, Mark::end),
            .target_lengths = lengths(target, rows),
            .source_tokens = sum_of_positions(source, rows),
            .target_tokens = sum_of_positions(target, rows),
            .pairs = indices_of(rows)};
}

Padding Epoch::padding(std::size_t batch) const {
    const std::span<const Row> rows = pairs(batch);
    const Sentences &source = corpus_->source, &target = corpus_->target;
    const std::int64_t all = padded_positions(source, rows) + padded_positions(target, rows);
    return {all, all - sum_of_positions(source, rows) - sum_of_positions(target, rows)};
}

Padding Epoch::padding() const {
    Padding total;
    for (std::size_t batch = 0; batch < size(); ++batch) {
        const Padding part = padding(batch);
        total.positions += part.positions;
        total.padded += part.padded;
    }
    return total;
}

Batches::Batches(ParallelSentences corpus, const BatchOptions& options) {
    check(options);
    check(corpus);
    options_ = of_parts(options);
    const std::int64_t limit = longest_allowed(options);
    if (options.too_long == TooLong::error) {
        const Limit setting = limit == options.max_length ? Limit::max_positions : Limit::max_tokens;
        check_fits(corpus.source, limit, setting);
        check_fits(corpus.target, limit, setting);
    }
    for (Row row = 0; row < static_cast<Row>(corpus.source.ids.size()); ++row)
        if (longer_side(corpus, row) <= limit) kept_.push_back(row);
    if (kept_.empty())
        throw Error(
            fmt::format("[batches] no pair of {} and {} is left to train on", corpus.source.name, corpus.target.name));
    corpus_ = std::make_shared<const ParallelSentences>(std::move(corpus));
}

/// `pool` batches' worth of pairs; where max_tokens decides, of pairs of average length.
std::int64_t Batches::pairs_in_pool() const {
    std::int64_t rows = std::min(options_.batch_size, pairs());
    if (options_.max_tokens > 0) {
        std::int64_t total = 0;
        for (const Row row : kept_) total += longer_side(*corpus_, row);
        rows = std::min(rows, std::max<std::int64_t>(1, options_.max_tokens / (total / pairs())));
    }
    return rows * std::min(options_.pool, pairs());
}

std::int64_t Batches::count(std::int64_t number) const {
    if (options_.max_tokens > 0) return static_cast<std::int64_t>(epoch(number).size());
    const std::int64_t batch = std::min(options_.batch_size, pairs()), pool = pairs_in_pool();
    const auto batches_of = [batch](std::int64_t rows) { return (rows + batch - 1) / batch; };
    return pairs() / pool * batches_of(pool) + batches_of(pairs() % pool);
}

Epoch Batches::epoch(std::int64_t number) const {
    Random random(options_.seed, fmt::format("batches of epoch {}", number));
    std::vector<Row> shuffled = kept_;
    shuffle(shuffled, random);
    Epoch epoch(corpus_, pairs());
    const std::span<Row> all(shuffled);
    const std::int64_t pool_size = pairs_in_pool();
    for (std::int64_t start = 0; start < pairs(); start += pool_size) {
        const std::span<Row> pool = all.subspan(start, std::min(pool_size, pairs() - start));
        sort_by_length(pool, *corpus_);
        std::vector<std::span<const Row>> batches = cut(pool, *corpus_, options_);
        shuffle(batches, random);
        for (const std::span<const Row> batch : batches) epoch.append(batch);
    }
    return epoch;
}

}  // namespace vitro::nn
