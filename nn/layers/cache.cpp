// nn/layers/cache.cpp: which entry a sequence is in, and writing behind its last position.
#include "nn/layers/cache.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "core/error.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

/// Throws Error unless 0 <= index < count.
void require_one_of(const char* what, std::int64_t index, std::int64_t count) {
    if (index >= 0 && index < count) return;
    if (count == 0) throw core::Error(fmt::format("[cache] there is no {} {}: there are none yet", what, index));
    throw core::Error(fmt::format("[cache] there is no {} {}: valid are 0 to {}", what, index, count - 1));
}

void require_room(std::int64_t sequences, std::int64_t most) {
    if (sequences > most) throw core::Error(fmt::format("[cache] {} sequences: there is room for {}", sequences, most));
}

/// Writes x [sequences, time, d_model] from position `begin` of the sequences' entries on.
void write(Tensor& to, const Tensor& x, const core::Indices& entries, std::int64_t begin) {
    const std::int64_t capacity = to.shape()[1], d_model = to.shape()[2], count = x.shape()[1] * d_model;
    real* const first = to.write() + begin * d_model;
    for (std::int64_t i = 0; i < entries.size(); ++i)
        std::copy_n(x.data() + i * count, count, first + entries.data()[i] * capacity * d_model);
}

core::Indices indices_of(std::span<const std::int64_t> numbers) {
    core::Indices indices(Shape{std::ssize(numbers)});
    std::transform(numbers.begin(), numbers.end(), indices.write(),
                   [](std::int64_t number) { return static_cast<std::int32_t>(number); });
    return indices;
}

/// of[which[0]], of[which[1]], ...
core::Indices pick(const core::Indices& of, const core::Indices& which) {
    core::Indices picked(which.shape());
    std::transform(which.data(), which.data() + which.size(), picked.write(),
                   [&](std::int32_t index) { return of.data()[index]; });
    return picked;
}

}  // namespace

KeyValueCache::KeyValueCache(std::int64_t layers, std::int64_t most_sequences, std::int64_t capacity,
                             std::int64_t d_model)
    : most_(most_sequences), capacity_(capacity), d_model_(d_model) {
    if (layers < 1 || most_ < 1 || capacity_ < 1 || d_model_ < 1)
        throw core::Error(
            fmt::format("[cache] {} layers, {} sequences of {} positions, width {}: each must be 1 at least", layers,
                        most_, capacity_, d_model_));
    const Shape shape{most_, capacity_, d_model_};
    for (std::int64_t i = 0; i < layers; ++i) layers_.push_back({Tensor(shape), Tensor(shape)});
}

void KeyValueCache::start(std::int64_t sequences) {
    require_room(sequences, most_);
    core::Indices entries(Shape{sequences});
    for (std::int64_t i = 0; i < sequences; ++i) entries.write()[i] = static_cast<std::int32_t>(i);
    entries_ = entries;
    length_ = 0;
}

/// The first to go on from a sequence takes over its entry; that leaves the entries of those that end, and some never
/// used, to the others. So no entry is written before it has been read, and nothing needs a place in between.
void KeyValueCache::follow(std::span<const std::int64_t> parents) {
    require_room(std::ssize(parents), most_);
    for (const std::int64_t parent : parents) require_one_of("sequence", parent, sequences());
    std::vector<bool> taken(static_cast<std::size_t>(most_));
    core::Indices entries(Shape{std::ssize(parents)});
    std::vector<std::size_t> without;
    for (std::size_t i = 0; i < parents.size(); ++i) {
        const std::int32_t entry = entries_.data()[parents[i]];
        if (taken[entry]) without.push_back(i);
        taken[entry] = true;
        entries.write()[i] = entry;
    }
    auto free = taken.begin();
    for (const std::size_t i : without) {
        free = std::find(free, taken.end(), false);
        *free = true;
        const auto entry = static_cast<std::int32_t>(free - taken.begin());
        copy_entry(entries.data()[i], entry);
        entries.write()[i] = entry;
    }
    entries_ = entries;
}

void KeyValueCache::copy_entry(std::int32_t from, std::int32_t to) {
    const std::int64_t size = capacity_ * d_model_;
    for (KeysAndValues& layer : layers_)
        for (Tensor* const tensor : {&layer.keys, &layer.values}) {
            real* const first = tensor->write();
            std::copy_n(first + from * size, length_ * d_model_, first + to * size);
        }
}

void KeyValueCache::shorten(std::int64_t length) {
    if (length < 0 || length > length_)
        throw core::Error(fmt::format("[cache] sequences of {} positions cannot be shortened to {}", length_, length));
    length_ = length;
}

const KeysAndValues& KeyValueCache::append(std::int64_t layer, const Variable& keys, const Variable& values) {
    require_one_of("layer", layer, std::ssize(layers_));
    const Shape& shape = keys.shape();
    if (shape.rank() != 3 || shape != values.shape() || shape[0] != sequences() || shape[2] != d_model_)
        throw core::Error(fmt::format("[cache] keys {} and values {}: wanted are ({},new positions,{}) for both",
                                      shape.str(), values.shape().str(), sequences(), d_model_));
    if (length_ + shape[1] > capacity_)
        throw core::Error(
            fmt::format("[cache] {} positions and {} more: there is room for {}", length_, shape[1], capacity_));
    if (keys.requires_grad() || values.requires_grad())
        throw core::Error(
            "[cache] keys and values are written in place, so no graph may hold them: decode within NoGrad");
    KeysAndValues& all = layers_[static_cast<std::size_t>(layer)];
    write(all.keys, keys.value, entries_, length_);
    write(all.values, values.value, entries_, length_);
    return all;
}

void KeyValueCache::advance(std::int64_t positions) {
    length_ = std::min(length_ + positions, capacity_);
}

DecoderCache::DecoderCache(std::vector<KeysAndValues> projected, const core::Indices& lengths, KeyValueCache cache)
    : self(std::move(cache)), memory_(std::move(projected)), lengths_(lengths) {}

void DecoderCache::start(std::span<const std::int64_t> memories) {
    for (const std::int64_t memory : memories) require_one_of("memory", memory, lengths_.size());
    self.start(std::ssize(memories));
    look_at(indices_of(memories));
}

void DecoderCache::follow(std::span<const std::int64_t> parents) {
    self.follow(parents);  // which checks them
    look_at(pick(memories_, indices_of(parents)));
}

void DecoderCache::look_at(const core::Indices& memories) {
    memories_ = memories;
    mask_ = core::Mask::padding(pick(lengths_, memories));
}

}  // namespace vitro::nn::inline VITRO_REAL
