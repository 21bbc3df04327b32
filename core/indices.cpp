// core/indices.cpp: integers from a list.
#include "core/indices.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::core {

void Indices::nothing_here() {
    throw Error("[indices] there are no integers here: they were declared, but never given a value");
}

Indices Indices::from(const Shape& shape, std::span<const std::int32_t> values) {
    if (static_cast<std::int64_t>(values.size()) != shape.size())
        throw Error(
            fmt::format("[indices] {} values for shape {}, which holds {}", values.size(), shape.str(), shape.size()));
    Indices indices(shape);
    std::copy(values.begin(), values.end(), indices.write());
    return indices;
}

Indices Indices::reshape(const Shape& shape) const {
    if (shape.size() != size())
        throw Error(fmt::format("[indices] {} cannot be seen as {}: {} and {} elements", shape_.str(), shape.str(),
                                size(), shape.size()));
    Indices view = *this;
    view.shape_ = shape;
    return view;
}

}  // namespace vitro::core
