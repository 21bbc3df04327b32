// core/ops/scale.cpp: multiplication by a number that is no part of the graph.
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

Variable replay(Inputs inputs, Attributes attributes) {
    return scale(inputs[0], get_attribute<double>(attributes, "factor"));
}

void backward(const Node& node, Gradients& out) {
    if (Slot dx = out.slot(0))
        runtime::kernels().scale(dx.data, dx.accumulate, node.grad.data(),
                                 static_cast<real>(node.attribute<double>("factor")), node.grad.size());
}

Cost cost(Inputs, const Tensor& y, Attributes) {
    return {y.size(), 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kScale{.name = "scale",
                          .inputs = "x",
                          .formula = "y = c x",
                          .vjp = "dx = c dy",
                          .forward = replay,
                          .backward = backward,
                          .cost = cost};

Variable scale(const Variable& x, double factor) {
    require_values(kScale, x.value);
    Tensor y(x.shape());
    runtime::kernels().scale(y.write(), false, x.value.data(), static_cast<real>(factor), y.size());
    return record(kScale, {x}, y, {.attributes = {{"factor", factor}}});
}

}  // namespace vitro::core::inline VITRO_REAL
