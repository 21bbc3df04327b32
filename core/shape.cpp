// core/shape.cpp: checks, printing and broadcasting of shapes.
#include "core/shape.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::core {
namespace {

constexpr std::int64_t kMaxSize = std::int64_t{1} << 56;  // so that bytes, too, fit into 63 bits

void check_sizes(const Shape& shape) {
    std::int64_t size = 1;
    for (std::int64_t axis : shape) {
        if (axis < 0) throw Error(fmt::format("[shape] {}: a size cannot be negative", shape.str()));
        if (axis > 0 && size > kMaxSize / axis) throw Error(fmt::format("[shape] {}: too many elements", shape.str()));
        size *= std::max<std::int64_t>(axis, 1);
    }
}

}  // namespace

Shape::Shape(std::initializer_list<std::int64_t> sizes) : Shape(from(sizes.begin(), static_cast<int>(sizes.size()))) {}

Shape Shape::from(const std::int64_t* sizes, int rank) {
    if (rank > kMaxRank) throw Error(fmt::format("[shape] {} axes: at most {} are supported", rank, kMaxRank));
    Shape shape;
    shape.rank_ = rank;
    std::copy(sizes, sizes + rank, shape.sizes_.begin());
    check_sizes(shape);
    return shape;
}

std::int64_t Shape::size() const {
    std::int64_t size = 1;
    for (std::int64_t axis : *this) size *= axis;
    return size;
}

std::int64_t Shape::rows() const {
    std::int64_t rows = 1;
    for (int axis = 0; axis + 1 < rank_; ++axis) rows *= sizes_[axis];
    return rows;
}

int Shape::normalized(int axis) const {
    const int index = axis < 0 ? axis + rank_ : axis;
    if (index < 0 || index >= rank_)
        throw Error(fmt::format("[shape] axis {} of {}: valid axes are {} to {}", axis, str(), -rank_, rank_ - 1));
    return index;
}

Shape Shape::with(int axis, std::int64_t size) const {
    Shape shape = *this;
    shape.sizes_[normalized(axis)] = size;
    check_sizes(shape);
    return shape;
}

Shape Shape::without(int axis) const {
    Shape shape;
    const int removed = normalized(axis);
    for (int i = 0; i < rank_; ++i)
        if (i != removed) shape.sizes_[shape.rank_++] = sizes_[i];
    return shape;
}

Shape Shape::appended(std::int64_t size) const {
    std::array<std::int64_t, kMaxRank + 1> sizes{};
    std::copy(begin(), end(), sizes.begin());
    sizes[rank_] = size;
    return from(sizes.data(), rank_ + 1);
}

std::string Shape::str() const {
    return fmt::format("({})", fmt::join(begin(), end(), ","));
}

Shape broadcast(const Shape& a, const Shape& b, const char* op) {
    const Shape& longer = a.rank() >= b.rank() ? a : b;
    const Shape& shorter = a.rank() >= b.rank() ? b : a;
    Shape result = longer;
    for (int axis = 1; axis <= shorter.rank(); ++axis) {
        const std::int64_t x = longer[-axis], y = shorter[-axis];
        if (x != y && x != 1 && y != 1)
            throw Error(fmt::format("[{}] {} x {}: sizes {} and {} on axis {} differ and neither is 1", op, a.str(),
                                    b.str(), a[-axis], b[-axis], -axis));
        if (x == 1) result = result.with(-axis, y);
    }
    return result;
}

}  // namespace vitro::core
