// core/mask.cpp: the rules of "may attend" and their combination.
#include "core/mask.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <numeric>

#include "core/error.hpp"

namespace vitro::core {
namespace {

/// Stride of each of the four axes [batch, heads, queries, keys] in the table; 0 where it stretches.
std::array<std::int64_t, 4> strides(const Shape& shape) {
    std::array<std::int64_t, 4> result{};
    std::int64_t stride = 1;
    for (int axis = 1; axis <= shape.rank(); ++axis) {
        result[4 - axis] = shape[-axis] == 1 ? 0 : stride;
        stride *= shape[-axis];
    }
    return result;
}

/// So far that it decides for every query, and so near that a position can be added.
constexpr std::int64_t kFar = std::int64_t{1} << 56;

/// Where both tables allow, each stretched to `shape`, which has all of their axes.
Storage both_allow(const Mask& a, const Mask& b, const Shape& shape) {
    std::array<std::int64_t, 4> size{1, 1, 1, 1};
    for (int axis = 1; axis <= shape.rank(); ++axis) size[4 - axis] = shape[-axis];
    const auto a_stride = strides(a.allowed_shape()), b_stride = strides(b.allowed_shape());
    Storage result(static_cast<std::size_t>(shape.size()));
    auto* next = static_cast<std::uint8_t*>(result.write());
    std::array<std::int64_t, 4> at{};
    const auto find = [&at](const Mask& mask, const std::array<std::int64_t, 4>& stride) {
        return mask.allowed()[std::inner_product(at.begin(), at.end(), stride.begin(), std::int64_t{0})];
    };
    for (at[0] = 0; at[0] < size[0]; ++at[0])
        for (at[1] = 0; at[1] < size[1]; ++at[1])
            for (at[2] = 0; at[2] < size[2]; ++at[2])
                for (at[3] = 0; at[3] < size[3]; ++at[3])
                    *next++ = static_cast<std::uint8_t>(find(a, a_stride) & find(b, b_stride));
    return result;
}

Indices shorter_of_both(const Indices& a, const Indices& b) {
    if (a.empty() || b.empty()) return a.empty() ? b : a;
    if (a.shape() != b.shape())
        throw Error(fmt::format("[mask] lengths of {} and of {} sequences cannot be combined", a.size(), b.size()));
    Indices result(a.shape());
    std::transform(a.data(), a.data() + a.size(), b.data(), result.write(),
                   [](std::int32_t x, std::int32_t y) { return std::min(x, y); });
    return result;
}

}  // namespace

Mask Mask::causal(std::int64_t offset) {
    Mask mask;
    mask.causal_ = true;
    mask.offset_ = std::clamp(offset, -kFar, kFar);
    return mask;
}

Mask Mask::padding(const Indices& lengths) {
    if (lengths.shape().rank() != 1)
        throw Error(fmt::format("[mask] padding needs lengths of shape (batch), got {}", lengths.shape().str()));
    Mask mask;
    mask.lengths_ = Indices::from(lengths.shape(), {lengths.data(), static_cast<std::size_t>(lengths.size())});
    return mask;
}

Mask Mask::of(const Shape& shape, std::span<const std::uint8_t> allowed) {
    if (shape.rank() == 0) throw Error("[mask] a table needs the axis of keys at least, got ()");
    if (static_cast<std::int64_t>(allowed.size()) != shape.size())
        throw Error(
            fmt::format("[mask] {} values for shape {}, which holds {}", allowed.size(), shape.str(), shape.size()));
    if (std::any_of(allowed.begin(), allowed.end(), [](std::uint8_t value) { return value > 1; }))
        throw Error("[mask] a table holds 1 (may attend) and 0 (may not) only");
    Mask mask;
    mask.allowed_ = Storage(allowed.size());
    std::copy(allowed.begin(), allowed.end(), static_cast<std::uint8_t*>(mask.allowed_.write()));
    mask.allowed_shape_ = shape;
    return mask;
}

Mask Mask::operator&(const Mask& other) const {
    Mask both = *this;
    if (other.causal_) {
        both.offset_ = causal_ ? std::min(offset_, other.offset_) : other.offset_;
        both.causal_ = true;
    }
    both.lengths_ = shorter_of_both(lengths_, other.lengths_);
    if (!allowed_) {
        both.allowed_ = other.allowed_;
        both.allowed_shape_ = other.allowed_shape_;
    } else if (other.allowed_) {
        if (allowed_shape_[-1] != other.allowed_shape_[-1])
            throw Error(fmt::format("[mask] tables of shapes {} and {}, over {} and {} keys, cannot be combined",
                                    allowed_shape_.str(), other.allowed_shape_.str(), allowed_shape_[-1],
                                    other.allowed_shape_[-1]));
        both.allowed_shape_ = broadcast(allowed_shape_, other.allowed_shape_, "mask");
        both.allowed_ = both_allow(*this, other, both.allowed_shape_);
    }
    return both;
}

std::span<const std::int32_t> Mask::lengths() const {
    if (!has_lengths()) return {};
    return {lengths_.data(), static_cast<std::size_t>(lengths_.size())};
}

bool Mask::may_attend(std::int64_t b, std::int64_t h, std::int64_t i, std::int64_t j) const {
    if (causal_ && j > i + offset_) return false;
    if (has_lengths() && j >= lengths_.data()[b]) return false;
    if (!allowed_) return true;
    const auto stride = strides(allowed_shape_);
    return allowed()[b * stride[0] + h * stride[1] + i * stride[2] + j * stride[3]] != 0;
}

void Mask::require_fits(const char* op, std::int64_t batch, std::int64_t heads, std::int64_t queries,
                        std::int64_t keys) const {
    if (has_lengths() && lengths_.size() != batch)
        throw Error(fmt::format("[{}] the mask has {} lengths for a batch of {} in scores of shape ({},{},{},{})", op,
                                lengths_.size(), batch, batch, heads, queries, keys));
    if (!allowed_) return;
    const std::int64_t sizes[] = {batch, heads, queries, keys};
    for (int axis = 1; axis <= allowed_shape_.rank(); ++axis) {
        const std::int64_t have = allowed_shape_[-axis], want = sizes[4 - axis];
        if (have != want && (have != 1 || axis == 1))
            throw Error(fmt::format("[{}] a mask of shape {} does not fit scores of shape ({},{},{},{})", op,
                                    allowed_shape_.str(), batch, heads, queries, keys));
    }
}

std::string Mask::str() const {
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : " & ") + part; };
    if (causal_) add(fmt::format("causal({})", offset_));
    if (has_lengths()) add(fmt::format("padding({})", fmt::join(lengths(), ",")));
    if (allowed_) add(fmt::format("of{}", allowed_shape_.str()));
    return text.empty() ? "none" : text;
}

}  // namespace vitro::core
