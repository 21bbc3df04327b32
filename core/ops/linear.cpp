// core/ops/linear.cpp: activation(x W + b) in one product, with bias and activation applied while a tile is hot.
//
//   z = x W + b,  y = f(z)
//   dz = dy * f'(z),   dx = dz W^T,   dW = x^T dz,   db = sum over rows of dz
//
// All axes of x but the last are rows of one matrix. For f' relu needs y alone; gelu and silu need z, which the product
// then keeps beside y.
#include <fmt/format.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/expansions.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

using kernels::Unary;

/// The elementwise op that the activation is. Not for none.
Unary unary_of(Activation activation) {
    switch (activation) {
        case Activation::gelu_tanh:
            return Unary::gelu_tanh;
        case Activation::gelu_erf:
            return Unary::gelu_erf;
        case Activation::silu:
            return Unary::silu;
        default:
            return Unary::relu;
    }
}

bool keeps_pre_activation(Activation activation) {
    return activation != Activation::none && activation != Activation::relu;
}

Variable linear_of(Inputs inputs, Activation activation) {
    const Variable &x = inputs[0], &weight = inputs[1];
    if (x.rank() < 1 || weight.rank() != 2 || x.value.cols() != weight.shape()[0])
        fail(kLinear, {x.shape(), weight.shape()}, "the weight must be (in, out) with as many inputs as x has columns");
    const std::int64_t width = weight.shape()[1];
    if (inputs.size() > 2 && inputs[2].shape() != Shape{width})
        fail(kLinear, {x.shape(), weight.shape(), inputs[2].shape()}, fmt::format("the bias must be ({})", width));

    Tensor y(x.shape().with(-1, width));
    Tensor z = keeps_pre_activation(activation) ? Tensor(y.shape()) : Tensor();
    kernels::Gemm gemm;
    gemm.m = x.value.rows();
    gemm.n = width;
    gemm.k = x.value.cols();
    gemm.a = x.value.data();
    gemm.b = weight.value.data();
    gemm.c = y.write();
    gemm.lda = gemm.k;
    gemm.ldb = gemm.ldc = gemm.n;
    gemm.bias = inputs.size() > 2 ? inputs[2].value.data() : nullptr;
    gemm.activation = activation;
    gemm.pre_activation = z.empty() ? nullptr : z.write();
    runtime::kernels().gemm(gemm);
    return record(kLinear, inputs, y,
                  {.attributes = {{"activation", activation}},
                   .saved = {Saved("x", weight.requires_grad() ? x.value : Tensor()),
                             Saved("weight", x.requires_grad() ? weight.value : Tensor()), Saved("z", z),
                             Saved("y", activation == Activation::relu ? y : Tensor())}});
}

Tensor gradient_before_activation(const Node& node) {
    const auto activation = node.attribute<Activation>("activation");
    if (activation == Activation::none) return node.grad;
    Tensor dz(node.shape);
    const Tensor saved = node.saved(activation == Activation::relu ? "y" : "z");
    runtime::kernels().unary_backward(unary_of(activation), dz.write(), false, node.grad.data(), saved.data(),
                                      dz.size());
    return dz;
}

void backward(const Node& node, Gradients& out) {
    const Tensor dz = gradient_before_activation(node);
    const std::int64_t rows = dz.rows(), width = dz.cols();
    const auto& kernels = runtime::kernels();
    kernels::Gemm gemm;
    if (Slot dx = out.slot(0)) {
        const Tensor weight = node.saved("weight");
        gemm = {.m = rows,
                .n = weight.rows(),
                .k = width,
                .transpose_b = true,
                .a = dz.data(),
                .b = weight.data(),
                .c = dx.data};
        gemm.lda = gemm.ldb = width;
        gemm.ldc = gemm.n;
        gemm.accumulate = dx.accumulate;
        kernels.gemm(gemm);
    }
    if (Slot dw = out.slot(1)) {
        const Tensor x = node.saved("x");
        gemm = {.m = x.cols(), .n = width, .k = rows, .transpose_a = true, .a = x.data(), .b = dz.data(), .c = dw.data};
        gemm.lda = gemm.m;
        gemm.ldb = gemm.ldc = width;
        gemm.accumulate = dw.accumulate;
        kernels.gemm(gemm);
    }
    if (node.inputs.size() > 2)
        if (Slot db = out.slot(2)) kernels.sum(db.data, db.accumulate, dz.data(), 1, 1, rows, width);
}

Variable replay(Inputs inputs, Attributes attributes) {
    return linear_of(inputs, get_attribute<Activation>(attributes, "activation"));
}

Variable expand(Inputs inputs, Attributes attributes) {
    const Variable &x = inputs[0], &weight = inputs[1];
    const bool one_row = x.rank() == 1;
    Variable z = matmul(one_row ? reshape(x, {1, x.shape()[0]}) : x, weight);
    if (one_row) z = reshape(z, {weight.shape()[1]});
    if (inputs.size() > 2) z = z + inputs[2];
    switch (get_attribute<Activation>(attributes, "activation")) {
        case Activation::relu:
            return relu(z);
        case Activation::gelu_tanh:
            return expand_gelu_tanh({&z, 1}, {});
        case Activation::gelu_erf:
            return expand_gelu({&z, 1}, {});
        case Activation::silu:
            return expand_silu({&z, 1}, {});
        default:
            return z;
    }
}

Cost cost(Inputs inputs, const Tensor& y, Attributes attributes) {
    std::int64_t elements = y.size();
    for (const Variable& input : inputs) elements += input.value.size();
    const std::int64_t sums = 2 * inputs[0].value.cols() + (inputs.size() > 2 ? 1 : 0);
    const bool activated = get_attribute<Activation>(attributes, "activation") != Activation::none;
    return {(sums + (activated ? 1 : 0)) * y.size(), elements * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kLinear{.name = "linear",
                           .inputs = "x weight [bias]",
                           .formula = "y = f(z), z = x W + b",
                           .vjp = "dz = dy * f'(z), dx = dz W^T, dW = x^T dz, db = sum over rows of dz",
                           .forward = replay,
                           .backward = backward,
                           .expand = expand,
                           .cost = cost};

Variable linear(const Variable& x, const Variable& weight, const Variable& bias, Activation activation) {
    const Variable inputs[] = {x, weight, bias};
    return linear_of(inputs, activation);
}

Variable linear(const Variable& x, const Variable& weight, Activation activation) {
    const Variable inputs[] = {x, weight};
    return linear_of(inputs, activation);
}

}  // namespace vitro::core::inline VITRO_REAL
