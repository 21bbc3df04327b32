// core/ops/shape_ops.cpp: reshape, permute, slice, concat, detach: numbers change places, never values.
//
// All but reshape and detach copy through one strided kernel; each gradient is the same copy the other way round.
// Backward of reshape copies too: a gradient never shares memory with another one.
#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <utility>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/layouts.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

void backward_reshape(const Node& node, Gradients& out) {
    if (Slot dx = out.slot(0)) runtime::kernels().scale(dx.data, dx.accumulate, node.grad.data(), 1, node.grad.size());
}

/// Strides that read x as if its axes were in `order`: stride i belongs to axis order[i] of x.
kernels::Strides permuted_strides(const Shape& x, const Shape& order) {
    const kernels::Strides own = strides_over(x, layout_of(x));
    kernels::Strides strides;
    const int missing = 4 - x.rank();
    for (int axis = 0; axis < x.rank(); ++axis) strides.of[missing + axis] = own.of[missing + order[axis]];
    return strides;
}

/// `order` has counted its axes from the front.
Variable permute_by(const Variable& x, const Shape& order) {
    bool seen[Shape::kMaxRank] = {};
    bool is_order = order.rank() == x.rank();
    for (std::int64_t axis : order) is_order = is_order && axis < x.rank() && !std::exchange(seen[axis], true);
    if (!is_order) fail(kPermute, {x.shape()}, fmt::format("{} is not an order of its {} axes", order.str(), x.rank()));
    std::int64_t sizes[Shape::kMaxRank];
    for (int axis = 0; axis < order.rank(); ++axis) sizes[axis] = x.shape()[static_cast<int>(order[axis])];
    const Shape shape = Shape::from(sizes, order.rank());
    Tensor y(shape);
    const kernels::Layout layout = layout_of(shape);
    runtime::kernels().copy(y.write(), strides_over(shape, layout), false, x.value.data(),
                            permuted_strides(x.shape(), order), layout);
    return record(kPermute, {x}, y, {.attributes = {{"order", order}}});
}

void backward_permute(const Node& node, Gradients& out) {
    const Slot dx = out.slot(0);
    if (!dx) return;
    const kernels::Layout layout = layout_of(node.shape);
    runtime::kernels().copy(dx.data, permuted_strides(out.shape(0), node.attribute<Shape>("order")), dx.accumulate,
                            node.grad.data(), strides_over(node.shape, layout), layout);
}

/// A part of an axis: whole[outer, start .. start + length, inner] beside part[outer, length, inner].
struct Part {
    kernels::Layout layout;
    kernels::Strides whole, part;
    std::int64_t offset;
    Part(const Shape& whole_shape, int axis, std::int64_t start, std::int64_t length) {
        const AroundAxis split(whole_shape, axis);
        layout.size[1] = split.outer;
        layout.size[2] = length;
        layout.size[3] = split.inner;
        whole = {{0, split.count * split.inner, split.inner, 1}};
        part = {{0, length * split.inner, split.inner, 1}};
        offset = start * split.inner;
    }
};

void backward_slice(const Node& node, Gradients& out) {
    const Slot dx = out.zeroed(0);
    if (!dx) return;
    const int axis = static_cast<int>(node.attribute<std::int64_t>("axis"));
    const Part part(out.shape(0), axis, node.attribute<std::int64_t>("start"), node.shape[axis]);
    runtime::kernels().copy(dx.data + part.offset, part.whole, dx.accumulate, node.grad.data(), part.part, part.layout);
}

void backward_concat(const Node& node, Gradients& out) {
    const int axis = static_cast<int>(node.attribute<std::int64_t>("axis"));
    const Indices& lengths = node.attribute<Indices>("lengths");
    std::int64_t start = 0;
    for (int input = 0; input < static_cast<int>(node.inputs.size()); start += lengths.data()[input++]) {
        const Slot dx = out.slot(input);
        if (!dx) continue;
        const Part part(node.shape, axis, start, lengths.data()[input]);
        runtime::kernels().copy(dx.data, part.part, dx.accumulate, node.grad.data() + part.offset, part.whole,
                                part.layout);
    }
}

Shape concat_shape(std::span<const Variable> parts, int axis) {
    const Shape& first = parts[0].shape();
    std::int64_t total = 0;
    for (const Variable& part : parts) {
        const bool fits = part.rank() == first.rank() && part.shape().with(axis, first[axis]) == first;
        require(fits, kConcat, {first, part.shape()}, "all sizes but that of the joined axis must agree");
        total += part.shape()[axis];
    }
    return first.with(axis, total);
}

Variable replay_reshape(Inputs inputs, Attributes attributes) {
    return reshape(inputs[0], get_attribute<Shape>(attributes, "shape"));
}
Variable replay_permute(Inputs inputs, Attributes attributes) {
    return permute_by(inputs[0], get_attribute<Shape>(attributes, "order"));
}
Variable replay_slice(Inputs inputs, Attributes attributes) {
    return slice(inputs[0], static_cast<int>(get_attribute<std::int64_t>(attributes, "axis")),
                 get_attribute<std::int64_t>(attributes, "start"), get_attribute<std::int64_t>(attributes, "length"));
}
Variable replay_concat(Inputs inputs, Attributes attributes) {
    return concat(inputs, static_cast<int>(get_attribute<std::int64_t>(attributes, "axis")));
}
Variable replay_detach(Inputs inputs, Attributes) {
    return detach(inputs[0]);
}

Cost moves_all(Inputs, const Tensor& y, Attributes) {
    return {0, 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}
Cost moves_nothing(Inputs, const Tensor&, Attributes) {
    return {};
}

}  // namespace

constinit const Op kReshape{.name = "reshape",
                            .inputs = "x",
                            .formula = "y = x, seen under another shape",
                            .vjp = "dx = dy, seen under x's shape",
                            .forward = replay_reshape,
                            .backward = backward_reshape,
                            .cost = moves_nothing};
constinit const Op kPermute{.name = "permute",
                            .inputs = "x",
                            .formula = "y[i_order[0], i_order[1], ..] = x[i_0, i_1, ..]",
                            .vjp = "dx = dy with the axes back in x's order",
                            .forward = replay_permute,
                            .backward = backward_permute,
                            .cost = moves_all};
constinit const Op kSlice{.name = "slice",
                          .inputs = "x",
                          .formula = "y = x[start : start + length] along an axis",
                          .vjp = "dx = dy there, 0 elsewhere",
                          .forward = replay_slice,
                          .backward = backward_slice,
                          .cost = moves_all};
constinit const Op kConcat{.name = "concat",
                           .inputs = "parts..",
                           .formula = "y = a, b, .. one after the other along an axis",
                           .vjp = "each part gets its part of dy",
                           .forward = replay_concat,
                           .backward = backward_concat,
                           .cost = moves_all};
constinit const Op kDetach{.name = "detach",
                           .inputs = "x",
                           .formula = "y = x, as a constant",
                           .vjp = "nothing flows back",
                           .forward = replay_detach,
                           .cost = moves_nothing};

Variable reshape(const Variable& x, const Shape& shape) {
    return record(kReshape, {x}, x.value.reshape(shape), {.attributes = {{"shape", shape}}});
}

Variable permute(const Variable& x, std::initializer_list<std::int64_t> order) {
    if (static_cast<int>(order.size()) != x.rank())
        fail(kPermute, {x.shape()},
             fmt::format("({}) is not an order of its {} axes", fmt::join(order, ","), x.rank()));
    std::int64_t from_front[Shape::kMaxRank] = {};
    std::transform(order.begin(), order.end(), from_front,
                   [&](std::int64_t axis) { return axis_of(kPermute, x.shape(), axis); });
    return permute_by(x, Shape::from(from_front, x.rank()));
}

Variable transpose(const Variable& x) {
    require(x.rank() >= 2, kPermute, {x.shape()}, "a transpose needs two axes");
    std::int64_t order[Shape::kMaxRank];
    std::iota(order, order + x.rank(), 0);
    std::swap(order[x.rank() - 1], order[x.rank() - 2]);
    return permute_by(x, Shape::from(order, x.rank()));
}

Variable slice(const Variable& x, int axis, std::int64_t start, std::int64_t length) {
    const std::int64_t at = axis_of(kSlice, x.shape(), axis), size = x.shape()[axis];
    if (start < 0 || length < 0 || length > size || start > size - length)
        fail(kSlice, {x.shape()},
             fmt::format("{} entries from {} on are not all among the {} of axis {}", length, start, size, at));
    Tensor y(x.shape().with(axis, length));
    const Part part(x.shape(), axis, start, length);
    runtime::kernels().copy(y.write(), part.part, false, x.value.data() + part.offset, part.whole, part.layout);
    return record(kSlice, {x}, y, {.attributes = {{"axis", at}, {"start", start}, {"length", length}}});
}

Variable concat(std::span<const Variable> parts, int axis) {
    require(!parts.empty(), kConcat, {}, "nothing to join");
    const std::int64_t at = axis_of(kConcat, parts[0].shape(), axis);
    Tensor y(concat_shape(parts, static_cast<int>(at)));
    Indices lengths(Shape{static_cast<std::int64_t>(parts.size())});
    std::int32_t* length = lengths.write();
    require(y.shape()[axis] <= kMostIndexed, kConcat, {y.shape()}, "an axis of 2^31 entries or more cannot be joined");
    std::int64_t start = 0;
    real* destination = y.write();
    for (const Variable& x : parts) {
        const Part part(y.shape(), axis, start, x.shape()[axis]);
        runtime::kernels().copy(destination + part.offset, part.whole, false, x.value.data(), part.part, part.layout);
        start += x.shape()[axis];
        *length++ = static_cast<std::int32_t>(x.shape()[axis]);
    }
    return record(kConcat, parts, y, {.attributes = {{"axis", at}, {"lengths", lengths}}});
}

Variable detach(const Variable& x) {
    return record(kDetach, {x}, x.value);
}

}  // namespace vitro::core::inline VITRO_REAL
