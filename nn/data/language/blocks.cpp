// nn/data/language/blocks.cpp: where blocks begin, and laying them out.
#include "nn/data/language/blocks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "core/error.hpp"
#include "nn/data/numbered.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using core::Indices;

void check_sizes(std::int64_t batch_size, std::int64_t context) {
    if (batch_size < 1) throw Error(fmt::format("[blocks] batch size {}: at least 1", batch_size));
    if (context < 1) throw Error(fmt::format("[blocks] a context of {} tokens: at least 1", context));
}

/// start() gives the first token of each row in turn.
template <class Start>
Block lay_out(const Indices& ids, std::int64_t rows, std::int64_t context, Start start) {
    Block block{Indices({rows, context}), Indices({rows, context})};
    std::int32_t *inputs = block.inputs.write(), *targets = block.targets.write();
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::int32_t* const first = ids.data() + start(row);
        inputs = std::copy_n(first, context, inputs);
        targets = std::copy_n(first + 1, context, targets);
    }
    return block;
}

}  // namespace

RandomBlocks::RandomBlocks(Indices ids, std::int64_t batch_size, std::int64_t context, std::uint64_t seed,
                           std::string name)
    : ids_(std::move(ids)), batch_size_(batch_size), context_(context), seed_(seed) {
    check_sizes(batch_size, context);
    if (ids_.size() < context + 1)
        throw Error(
            fmt::format("{}: {} tokens are too few for a context of {}, which takes {}: choose a shorter "
                        "context or a longer text",
                        name, ids_.size(), context, context + 1));
}

Block RandomBlocks::operator[](std::int64_t step) const {
    core::Random random = numbered(seed_, static_cast<std::uint64_t>(step), "blocks");
    const auto places = static_cast<std::uint64_t>(ids_.size() - context_);
    return lay_out(ids_, batch_size_, context_, [&](std::int64_t /*row*/) { return random.below(places); });
}

std::int64_t RandomBlocks::steps_per_epoch() const {
    return std::max<std::int64_t>(1, ids_.size() / (batch_size_ * context_));
}

ConsecutiveBlocks::ConsecutiveBlocks(Indices ids, std::int64_t batch_size, std::int64_t context, std::string name)
    : ids_(std::move(ids)), batch_size_(batch_size), context_(context) {
    check_sizes(batch_size, context);
    if (ids_.size() < 2)
        throw Error(fmt::format("{}: {} tokens are too few: to predict one takes 2", name, ids_.size()));
}

std::int64_t ConsecutiveBlocks::size() const {
    return full_batches() + (predicted() % context_ > 0);
}

Block ConsecutiveBlocks::operator[](std::int64_t batch) const {
    if (batch < 0 || batch >= size()) throw Error(fmt::format("[blocks] batch {} of {}", batch, size()));
    if (batch == full_batches())
        return lay_out(ids_, 1, predicted() % context_, [&](std::int64_t /*row*/) { return full_blocks() * context_; });
    const std::int64_t first = batch * batch_size_, rows = std::min(batch_size_, full_blocks() - first);
    return lay_out(ids_, rows, context_, [&](std::int64_t row) { return (first + row) * context_; });
}

}  // namespace vitro::nn
