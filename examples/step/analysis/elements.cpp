// examples/step/analysis/elements.cpp: index arithmetic, norms.
#include "examples/step/analysis/elements.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vitro::step {

Index index_of(const core::Shape& shape, std::int64_t offset) {
    Index index(static_cast<std::size_t>(shape.rank()));
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        index[static_cast<std::size_t>(axis)] = offset % shape[axis];
        offset /= shape[axis];
    }
    return index;
}

std::int64_t offset_of(const core::Shape& shape, const Index& index) {
    std::int64_t offset = 0;
    for (int axis = 0; axis < shape.rank(); ++axis)
        offset = offset * shape[axis] + index[static_cast<std::size_t>(axis)];
    return offset;
}

std::string index_text(const core::Shape& shape, std::int64_t offset) {
    return shape.rank() == 0 ? "" : fmt::format("[{}]", fmt::join(index_of(shape, offset), ","));
}

std::int64_t narrow_offset(const core::Shape& wide, const core::Shape& narrow, std::int64_t offset) {
    const Index index = index_of(wide, offset);
    const int behind = wide.rank() - narrow.rank();
    std::int64_t result = 0;
    for (int axis = 0; axis < narrow.rank(); ++axis) {
        const std::int64_t place = narrow[axis] == 1 ? 0 : index[static_cast<std::size_t>(axis + behind)];
        result = result * narrow[axis] + place;
    }
    return result;
}

double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) sum += a[i] * b[i];
    return sum;
}

double norm(std::span<const double> numbers) {
    return std::sqrt(dot(numbers, numbers));
}

double norm(std::span<const float> numbers) {
    return norm(to_doubles(numbers));
}

std::vector<double> to_doubles(std::span<const float> numbers) {
    return {numbers.begin(), numbers.end()};
}

Statistics statistics(std::span<const float> numbers) {
    Statistics s;
    s.size = static_cast<std::int64_t>(numbers.size());
    double squares = 0, sum = 0;
    std::int64_t zeros = 0, finite = 0;
    for (const float number : numbers) {
        const double x = static_cast<double>(number);
        if (x == 0) ++zeros;
        squares += x * x;
        if (!std::isfinite(x)) {
            ++s.not_finite;
            continue;
        }
        s.least = finite == 0 ? x : std::min(s.least, x);
        s.most = finite == 0 ? x : std::max(s.most, x);
        ++finite;
        sum += x;
    }
    s.norm = std::sqrt(squares);
    s.absmax = std::max(std::abs(s.least), std::abs(s.most));
    s.mean = finite == 0 ? 0 : sum / static_cast<double>(finite);
    s.zero_share = s.size == 0 ? 0 : static_cast<double>(zeros) / static_cast<double>(s.size);
    return s;
}

}  // namespace vitro::step
