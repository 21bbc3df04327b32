// core/ops/layer_norm.cpp: normalisation of each row to mean 0 and variance 1 (Ba, Kiros and Hinton 2016).
//
//   mean = 1/n sum x,  rstd = 1 / sqrt(1/n sum (x - mean)^2 + epsilon),  n_i = (x_i - mean) rstd,  y_i = g_i n_i + b_i
//
// With u_i = dy_i g_i, and since mean and rstd depend on every x_j of the row:
//   dx_i = rstd (u_i - mean(u) - n_i mean(u n)),   dg_i = sum over rows of dy_i n_i,   db_i = sum over rows of dy_i
//
// So dx is orthogonal to a constant row and to n: shifting or stretching x changes nothing in y.
#include <fmt/format.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

void backward(const Node& node, Gradients& out) {
    const auto& kernels = runtime::kernels();
    // The sum for the bias reads none of the three; where nothing else is wanted, dy stands in for them.
    const bool bias_only = !out.wanted(0) && !out.wanted(1);
    const auto needed = [&](const char* name) { return bias_only ? node.grad : node.saved(name); };
    const Tensor x = needed("x"), mean = needed("mean"), rstd = needed("rstd");
    if (Slot dx = out.slot(0))
        kernels.layer_norm_backward(dx.data, dx.accumulate, node.grad.data(), x.data(), node.saved("gain").data(),
                                    mean.data(), rstd.data(), x.rows(), x.cols());
    const Slot gain = out.slot(1), bias = out.slot(2);
    if (gain || bias)
        kernels.layer_norm_backward_parameters(gain.data, gain.accumulate, bias.data, bias.accumulate, node.grad.data(),
                                               x.data(), mean.data(), rstd.data(), x.rows(), x.cols());
}

Variable replay(Inputs inputs, Attributes attributes) {
    return layer_norm(inputs[0], inputs[1], inputs[2], get_attribute<double>(attributes, "epsilon"));
}

Variable expand(Inputs inputs, Attributes attributes) {
    const Variable& x = inputs[0];
    const Variable epsilon = Tensor::scalar(static_cast<real>(get_attribute<double>(attributes, "epsilon")));
    const Variable centred = x - mean(x, -1, Axis::keep);
    const Variable variance = mean(centred * centred, -1, Axis::keep);
    return centred / sqrt(variance + epsilon) * inputs[1] + inputs[2];
}

/// Per element: mean, difference, square, sum, product with rstd, gain, bias.
Cost cost(Inputs, const Tensor& y, Attributes) {
    return {7 * y.size(), 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kLayerNorm{
    .name = "layer_norm",
    .inputs = "x gain bias",
    .formula = "y = g n + b, n = (x - mean x) rstd, rstd = 1 / sqrt(var x + eps)",
    .vjp = "u = dy g: dx = rstd (u - mean u - n mean(u n)), dg = sum over rows of dy n, db = sum over rows of dy",
    .forward = replay,
    .backward = backward,
    .expand = expand,
    .cost = cost};

Variable layer_norm(const Variable& x, const Variable& gain, const Variable& bias, double epsilon) {
    const std::int64_t rows = x.value.rows(), cols = x.value.cols();
    const auto refuse = [&](const std::string& what) {
        fail(kLayerNorm, {x.shape(), gain.shape(), bias.shape()}, what);
    };
    if (x.rank() < 1) refuse("needs at least one axis");
    if (cols == 0) refuse("the mean of nothing is not defined");
    if (gain.shape() != Shape{cols} || bias.shape() != Shape{cols})
        refuse(fmt::format("gain and bias must be ({})", cols));
    if (!(epsilon >= 0)) refuse(fmt::format("an epsilon of {}: it must not be negative", epsilon));
    Tensor y(x.shape()), mean(Shape{rows}), rstd(Shape{rows});
    runtime::kernels().layer_norm(y.write(), mean.write(), rstd.write(), x.value.data(), gain.value.data(),
                                  bias.value.data(), rows, cols, static_cast<real>(epsilon));
    const bool bias_only = !x.requires_grad() && !gain.requires_grad();
    const auto needed = [bias_only](const Tensor& tensor) { return bias_only ? Tensor() : tensor; };
    return record(kLayerNorm, {x, gain, bias}, y,
                  {.attributes = {{"epsilon", epsilon}},
                   .saved = {{"x", needed(x.value)},
                             {"gain", x.requires_grad() ? gain.value : Tensor()},
                             {"mean", needed(mean)},
                             {"rstd", needed(rstd)}}});
}

}  // namespace vitro::core::inline VITRO_REAL
