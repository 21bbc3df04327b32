// core/ops/dropout.cpp: random zeros (Srivastava et al. 2014), chosen by counter: element e's fate is a function of
// seed, step, module path and e, so that backward, a replay, another thread count and the double build all agree.
#include <fmt/format.h>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

void backward(const Node& node, Gradients& out) {
    if (Slot dx = out.slot(0))
        runtime::kernels().dropout(dx.data, dx.accumulate, node.grad.data(), node.grad.size(),
                                   node.attribute<kernels::DropoutKey>("decisions"));
}

Variable replay(Inputs inputs, Attributes attributes) {
    return dropout(inputs[0], get_attribute<kernels::DropoutKey>(attributes, "decisions"));
}

Cost cost(Inputs, const Tensor& y, Attributes) {
    return {2 * y.size(), 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}

void require_probability(const Variable& x, double probability) {
    if (!(probability >= 0 && probability < 1))
        fail(kDropout, {x.shape()}, fmt::format("a probability of {}: valid are 0 up to but not 1", probability));
}

}  // namespace

constinit const Op kDropout{.name = "dropout",
                            .inputs = "x",
                            .formula = "y = x * keep / (1 - p)",
                            .vjp = "dx = dy * keep / (1 - p)",
                            .forward = replay,
                            .backward = backward,
                            .cost = cost};

Variable dropout(const Variable& x, double probability) {
    require_probability(x, probability);
    const kernels::DropoutKey decisions = dropout_here(probability);
    return decisions.probability == 0 ? x : dropout(x, decisions);
}

Variable dropout(const Variable& x, const kernels::DropoutKey& decisions) {
    require_values(kDropout, x.value);
    require_probability(x, decisions.probability);
    Tensor y(x.shape());
    runtime::kernels().dropout(y.write(), false, x.value.data(), y.size(), decisions);
    return record(kDropout, {x}, y, {.attributes = {{"decisions", decisions}}});
}

}  // namespace vitro::core::inline VITRO_REAL
