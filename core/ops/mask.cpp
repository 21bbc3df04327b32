// core/ops/mask.cpp: replaces what may not be attended to. A selection, not an addition of a large negative number:
// what is cut off may be infinite or NaN, and its gradient is exactly 0.
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/layouts.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

Variable replay(Inputs inputs, Attributes attributes) {
    return mask(inputs[0], get_attribute<Mask>(attributes, "mask"), get_attribute<double>(attributes, "value"));
}

void backward(const Node& node, Gradients& out) {
    const Slot dx = out.slot(0);
    if (!dx) return;
    const kernels::MaskView view = mask_view("mask", node.attribute<Mask>("mask"), node.shape);
    runtime::kernels().mask(dx.data, dx.accumulate, node.grad.data(), 0, node.shape.rows(), node.shape.cols(), view);
}

Cost cost(Inputs, const Tensor& y, Attributes) {
    return {0, 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kMask{.name = "mask",
                         .inputs = "x",
                         .formula = "y_ij = x_ij where i may attend to j, else the value given",
                         .vjp = "dx_ij = dy_ij where i may attend to j, else 0",
                         .forward = replay,
                         .backward = backward,
                         .cost = cost};

Variable mask(const Variable& x, const Mask& allowed, double value) {
    require(x.rank() >= 1, kMask, {x.shape()}, "needs at least one axis");
    Tensor y(x.shape());
    runtime::kernels().mask(y.write(), false, x.value.data(), static_cast<real>(value), x.value.rows(), x.value.cols(),
                            mask_view("mask", allowed, x.shape()));
    return record(kMask, {x}, y, {.attributes = {{"mask", allowed}, {"value", value}}});
}

}  // namespace vitro::core::inline VITRO_REAL
