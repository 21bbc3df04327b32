// core/ops/reduce.cpp: sum, mean and max, over everything or over one axis.
//
// The value is over the middle axis of x[outer, count, inner]. Going back, sum and mean repeat the gradient along that
// axis; max routes it to the element that won.
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/layouts.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

/// What is reduced is told by the attributes: none for everything.
struct Reduction {
    AroundAxis split;
    Shape result;
};

Shape flat(const Shape& shape) {
    return {shape.size()};
}

Reduction over_everything(const Shape& shape) {
    return {AroundAxis(flat(shape), 0), Shape{}};
}

Reduction over_axis(const Shape& shape, int axis, Axis after) {
    return {AroundAxis(shape, axis), after == Axis::keep ? shape.with(axis, 1) : shape.without(axis)};
}

template <const Op& self, bool average>
Variable total(const Variable& x, const Reduction& over, const Extras& extras) {
    Tensor y(over.result);
    const double factor = average ? 1 / static_cast<double>(over.split.count) : 1;
    runtime::kernels().sum(y.write(), false, x.value.data(), factor, over.split.outer, over.split.count,
                           over.split.inner);
    return record(self, {x}, y, extras);
}

template <const Op& self, bool average>
Variable total(const Variable& x) {
    require_values(self, x.value);
    if (average) require(x.value.size() > 0, self, {x.shape()}, "the mean of nothing is not defined");
    return total<self, average>(x, over_everything(x.shape()), {});
}

template <const Op& self, bool average>
Variable total(const Variable& x, int axis, Axis after) {
    const std::int64_t at = axis_of(self, x.shape(), axis);
    const Reduction over = over_axis(x.shape(), axis, after);
    if (average) require(over.split.count > 0, self, {x.shape()}, "the mean of nothing is not defined");
    return total<self, average>(x, over, {.attributes = {{"axis", at}, {"keep", std::int64_t{after == Axis::keep}}}});
}

int recorded_axis(Attributes attributes) {
    return static_cast<int>(get_attribute<std::int64_t>(attributes, "axis"));
}
Axis recorded_after(Attributes attributes) {
    return get_attribute<std::int64_t>(attributes, "keep") ? Axis::keep : Axis::drop;
}

template <const Op& self, bool average>
Variable replay_total(Inputs inputs, Attributes attributes) {
    if (attributes.empty()) return total<self, average>(inputs[0]);
    return total<self, average>(inputs[0], recorded_axis(attributes), recorded_after(attributes));
}

Variable replay_max(Inputs inputs, Attributes attributes) {
    return max(inputs[0], recorded_axis(attributes), recorded_after(attributes));
}

AroundAxis split_of(const Shape& input, const Node& node) {
    return node.attributes.empty() ? over_everything(input).split : AroundAxis(input, recorded_axis(node.attributes));
}

template <bool average>
void backward_total(const Node& node, Gradients& out) {
    const Slot dx = out.slot(0);
    if (!dx) return;
    const AroundAxis split = split_of(out.shape(0), node);
    const real factor = average ? real{1} / static_cast<real>(split.count) : real{1};
    runtime::kernels().repeat(dx.data, dx.accumulate, node.grad.data(), factor, split.outer, split.count, split.inner);
}

void backward_max(const Node& node, Gradients& out) {
    const Slot dx = out.zeroed(0);
    if (!dx) return;
    const AroundAxis split = split_of(out.shape(0), node);
    runtime::kernels().route(dx.data, node.grad.data(), node.saved_indices("index").data(), split.outer, split.count,
                             split.inner);
}

Cost cost(Inputs inputs, const Tensor& y, Attributes) {
    const std::int64_t size = inputs[0].value.size();
    return {size, (size + y.size()) * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kSum{.name = "sum",
                        .inputs = "x",
                        .formula = "y = sum_j x_j",
                        .vjp = "dx_j = dy",
                        .forward = replay_total<kSum, false>,
                        .backward = backward_total<false>,
                        .cost = cost};
constinit const Op kMean{.name = "mean",
                         .inputs = "x",
                         .formula = "y = 1/n sum_j x_j",
                         .vjp = "dx_j = dy / n",
                         .forward = replay_total<kMean, true>,
                         .backward = backward_total<true>,
                         .cost = cost};
constinit const Op kMax{.name = "max",
                        .inputs = "x",
                        .formula = "y = max_j x_j",
                        .vjp = "dx_j = dy * [j is the first maximum]",
                        .forward = replay_max,
                        .backward = backward_max,
                        .cost = cost};

Variable sum(const Variable& x) {
    return total<kSum, false>(x);
}
Variable mean(const Variable& x) {
    return total<kMean, true>(x);
}
Variable sum(const Variable& x, int axis, Axis after) {
    return total<kSum, false>(x, axis, after);
}
Variable mean(const Variable& x, int axis, Axis after) {
    return total<kMean, true>(x, axis, after);
}

Variable max(const Variable& x, int axis, Axis after) {
    const std::int64_t at = axis_of(kMax, x.shape(), axis);
    const Reduction over = over_axis(x.shape(), axis, after);
    require(over.split.count > 0, kMax, {x.shape()}, "the largest of nothing is not defined");
    require(over.split.count <= kMostIndexed, kMax, {x.shape()}, "an axis of 2^31 entries or more has no index");
    Tensor y(over.result);
    Indices index(over.result);
    runtime::kernels().max(y.write(), index.write(), x.value.data(), over.split.outer, over.split.count,
                           over.split.inner);
    return record(
        kMax, {x}, y,
        {.attributes = {{"axis", at}, {"keep", std::int64_t{after == Axis::keep}}}, .saved = {Saved("index", index)}});
}

}  // namespace vitro::core::inline VITRO_REAL
