// core/indices.hpp: a block of integers: token ids, targets, lengths. Never differentiated, so a type of its own.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>

#include "core/shape.hpp"
#include "core/storage.hpp"

namespace vitro::core {

/// Contiguous row-major int32 with a Shape; a cheap handle on shared storage, as Tensor is.
class Indices {
  public:
    Indices() = default;
    /// Uninitialised.
    explicit Indices(const Shape& shape)
        : storage_(static_cast<std::size_t>(shape.size()) * sizeof(std::int32_t)), shape_(shape) {}
    /// Another handle on integers that are there.
    Indices(Storage storage, const Shape& shape) : storage_(std::move(storage)), shape_(shape) {}
    /// Throws Error when the count of values is not shape.size().
    static Indices from(const Shape& shape, std::span<const std::int32_t> values);
    static Indices from(const Shape& shape, std::initializer_list<std::int32_t> values) {
        return from(shape, std::span(values.begin(), values.size()));
    }

    /// Whether this is a handle on nothing.
    bool empty() const { return !storage_; }
    const Shape& shape() const { return shape_; }
    std::int64_t size() const { return shape_.size(); }
    /// Throws Error for a handle on nothing, as write() does.
    const std::int32_t* data() const {
        if (empty()) nothing_here();
        return static_cast<const std::int32_t*>(storage_.bytes());
    }
    std::int32_t* write() {
        if (empty()) nothing_here();
        return static_cast<std::int32_t*>(storage_.write());
    }
    /// The same integers under another shape of equal size.
    Indices reshape(const Shape& shape) const;
    const Storage& storage() const { return storage_; }

  private:
    [[noreturn]] static void nothing_here();
    Storage storage_;
    Shape shape_;
};

}  // namespace vitro::core
