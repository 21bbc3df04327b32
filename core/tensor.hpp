// core/tensor.hpp: a contiguous row-major block of reals with a Shape.
#pragma once

#include <initializer_list>
#include <span>
#include <utility>

#include "core/shape.hpp"
#include "core/storage.hpp"
#include "kernels/real.hpp"

namespace vitro::core::inline VITRO_REAL {

/// A cheap handle: copies share the numbers. `reshape` is the only view.
class Tensor {
  public:
    /// A handle on nothing.
    Tensor() = default;
    /// Uninitialised numbers.
    explicit Tensor(const Shape& shape)
        : storage_(static_cast<std::size_t>(shape.size()) * sizeof(real)), shape_(shape) {}
    /// Another handle on numbers that are there.
    Tensor(Storage storage, const Shape& shape) : storage_(std::move(storage)), shape_(shape) {}
    static Tensor zeros(const Shape& shape) { return full(shape, 0); }
    static Tensor full(const Shape& shape, real value);
    static Tensor scalar(real value) { return full(Shape{}, value); }
    /// Throws Error when the count of values is not shape.size().
    static Tensor from(const Shape& shape, std::span<const real> values);
    static Tensor from(const Shape& shape, std::initializer_list<real> values) {
        return from(shape, std::span(values.begin(), values.size()));
    }

    bool empty() const { return !storage_; }
    const Shape& shape() const { return shape_; }
    std::int64_t size() const { return shape_.size(); }
    std::int64_t rows() const { return shape_.rows(); }
    std::int64_t cols() const { return shape_.cols(); }

    /// Throws Error for a handle on nothing, as write() does.
    const real* data() const {
        if (empty()) nothing_here();
        return static_cast<const real*>(storage_.bytes());
    }
    /// For writing; raises the version, so a backward that had saved these numbers will refuse to run.
    real* write() {
        if (empty()) nothing_here();
        return static_cast<real*>(storage_.write());
    }
    std::span<const real> span() const { return {data(), static_cast<std::size_t>(size())}; }
    /// The only number of a tensor of size 1. Throws Error otherwise.
    real item() const;
    /// One number by its position; throws Error when out of range. For tests and printing.
    real at(std::initializer_list<std::int64_t> position) const;

    /// The same numbers under another shape of equal size (no copy).
    Tensor reshape(const Shape& shape) const;
    /// Numbers of its own.
    Tensor clone() const;
    const Storage& storage() const { return storage_; }

  private:
    [[noreturn]] static void nothing_here();
    Storage storage_;
    Shape shape_;
};

}  // namespace vitro::core::inline VITRO_REAL
