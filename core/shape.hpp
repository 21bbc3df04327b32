// core/shape.hpp: the sizes of a tensor's axes, stored inline.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace vitro::core {

/// At most four axes, outermost first. A Shape with no axes is a scalar (size 1).
class Shape {
  public:
    static constexpr int kMaxRank = 4;

    Shape() = default;
    /// Throws Error for more than four axes, a negative size, or a product beyond 2^56.
    Shape(std::initializer_list<std::int64_t> sizes);
    static Shape from(const std::int64_t* sizes, int rank);

    int rank() const { return rank_; }
    std::int64_t size() const;
    /// Size of one axis; negative axes count from the end. Throws Error for an axis that is not there.
    std::int64_t operator[](int axis) const { return sizes_[normalized(axis)]; }
    /// The axis as 0 <= axis < rank; throws Error when out of range.
    int normalized(int axis) const;

    /// Length of the last axis (1 for a scalar), and the number of such rows.
    std::int64_t cols() const { return rank_ == 0 ? 1 : sizes_[rank_ - 1]; }
    std::int64_t rows() const;

    const std::int64_t* begin() const { return sizes_.data(); }
    const std::int64_t* end() const { return sizes_.data() + rank_; }

    Shape with(int axis, std::int64_t size) const;
    Shape without(int axis) const;
    Shape appended(std::int64_t size) const;

    /// "(2,3)", and "()" for a scalar.
    std::string str() const;
    bool operator==(const Shape& other) const = default;

  private:
    std::array<std::int64_t, kMaxRank> sizes_{};
    int rank_ = 0;
};

/// The shape of a + b under the usual rule: axes align at the end, a size of 1 stretches.
/// Throws Error that starts with `[op]` when two sizes differ and neither is 1.
Shape broadcast(const Shape& a, const Shape& b, const char* op);

}  // namespace vitro::core
