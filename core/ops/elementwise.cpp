// core/ops/elementwise.cpp: the elementwise ops, a row of a table each.
//
// A rule that fits a line stands in a line: name, value, vector-Jacobian product, kernel. The value and the derivative
// themselves are in kernels/elementwise_rows.hpp. What all rows share stands once above the table: shapes,
// broadcasting, summing back over repeated axes, and which operands are kept for backward.
#include "core/ops/broadcasting.hpp"
#include "core/ops/expansions.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

using kernels::Binary;
using kernels::Unary;

template <const Op& self, Unary id>
Variable unary(const Variable& x) {
    require_values(self, x.value);
    Tensor y(x.shape());
    runtime::kernels().unary(id, y.write(), x.value.data(), y.size());
    if (id == Unary::negate) return record(self, {x}, y);
    return record(self, {x}, y, {.saved = {saves_output(id) ? Saved("y", y) : Saved("x", x.value)}});
}

template <Unary id>
void unary_backward(const Node& node, Gradients& out) {
    if (Slot dx = out.slot(0)) {
        const Tensor saved = id == Unary::negate ? node.grad : node.saved(saves_output(id) ? "y" : "x");
        runtime::kernels().unary_backward(id, dx.data, dx.accumulate, node.grad.data(), saved.data(), node.grad.size());
    }
}

Cost unary_cost(Inputs, const Tensor& y, Attributes) {
    return {y.size(), 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}

template <const Op& self, Unary id>
constexpr Op unary_op(std::string_view name, std::string_view formula, std::string_view vjp,
                      Variable (*expand)(Inputs, Attributes) = nullptr) {
    return {.name = name,
            .inputs = "x",
            .formula = formula,
            .vjp = vjp,
            .forward = [](Inputs inputs, Attributes) { return unary<self, id>(inputs[0]); },
            .backward = unary_backward<id>,
            .expand = expand,
            .cost = unary_cost};
}

/// mul and div need the other operand for a gradient, div the divisor for its own; add and sub need nothing.
constexpr bool needs_a(Binary id, bool b_wanted) {
    return (id == Binary::multiply || id == Binary::divide) && b_wanted;
}
constexpr bool needs_b(Binary id, bool a_wanted, bool b_wanted) {
    return (id == Binary::multiply && a_wanted) || (id == Binary::divide && (a_wanted || b_wanted));
}

template <const Op& self, Binary id>
Variable binary(const Variable& a, const Variable& b) {
    require_values(self, a.value, b.value);
    Tensor y(broadcast(a.shape(), b.shape(), self.name.data()));
    const kernels::Layout layout = layout_of(y.shape());
    runtime::kernels().binary(id, y.write(), a.value.data(), b.value.data(), layout, strides_over(a.shape(), layout),
                              strides_over(b.shape(), layout));
    const bool a_wanted = a.requires_grad(), b_wanted = b.requires_grad();
    return record(self, {a, b}, y,
                  {.saved = {Saved("a", needs_a(id, b_wanted) ? a.value : Tensor()),
                             Saved("b", needs_b(id, a_wanted, b_wanted) ? b.value : Tensor())}});
}

/// The gradient of operand `which`, first of the full shape, then summed over the axes along which it was repeated.
template <Binary id>
void binary_backward_of(int which, const Node& node, Gradients& out) {
    const Slot slot = out.slot(which);
    if (!slot) return;
    const Shape& shape = out.shape(which);
    if constexpr (id == Binary::add || id == Binary::subtract) {
        sum_to(slot, shape, node.grad, id == Binary::subtract && which == 1 ? real{-1} : real{1});
    } else {
        // da needs b alone and, in mul, db needs a alone: what a rule does not read may not be there.
        const Tensor a = node.saved(which == 1 ? "a" : "b");
        const Tensor b = node.saved(id == Binary::multiply && which == 1 ? "a" : "b");
        const kernels::Layout layout = layout_of(node.shape);
        const kernels::Strides a_strides = strides_over(a.shape(), layout), b_strides = strides_over(b.shape(), layout);
        const auto compute = [&](real* dst, bool accumulate) {
            runtime::kernels().binary_backward(id, which, dst, accumulate, node.grad.data(), a.data(), b.data(), layout,
                                               a_strides, b_strides);
        };
        if (shape == node.shape) return compute(slot.data, slot.accumulate);
        Tensor full(node.shape);
        compute(full.write(), false);
        sum_to(slot, shape, full);
    }
}

template <Binary id>
void binary_backward(const Node& node, Gradients& out) {
    binary_backward_of<id>(0, node, out);
    binary_backward_of<id>(1, node, out);
}

Cost binary_cost(Inputs inputs, const Tensor& y, Attributes) {
    return {y.size(),
            (y.size() + inputs[0].value.size() + inputs[1].value.size()) * static_cast<std::int64_t>(sizeof(real))};
}

template <const Op& self, Binary id>
constexpr Op binary_op(std::string_view name, std::string_view formula, std::string_view vjp) {
    return {.name = name,
            .inputs = "a b",
            .formula = formula,
            .vjp = vjp,
            .forward = [](Inputs inputs, Attributes) { return binary<self, id>(inputs[0], inputs[1]); },
            .backward = binary_backward<id>,
            .cost = binary_cost};
}

}  // namespace

// clang-format off
constinit const Op kAdd = binary_op<kAdd, Binary::add>("add", "y = a + b", "da = dy, db = dy");
constinit const Op kSub = binary_op<kSub, Binary::subtract>("sub", "y = a - b", "da = dy, db = -dy");
constinit const Op kMul = binary_op<kMul, Binary::multiply>("mul", "y = a * b", "da = dy * b, db = dy * a");
constinit const Op kDiv = binary_op<kDiv, Binary::divide>("div", "y = a / b", "da = dy / b, db = -dy * a / b^2");

constinit const Op kNeg = unary_op<kNeg, Unary::negate>("neg", "y = -x", "dx = -dy");
constinit const Op kExp = unary_op<kExp, Unary::exp>("exp", "y = e^x", "dx = dy * y");
constinit const Op kLog = unary_op<kLog, Unary::log>("log", "y = ln x", "dx = dy / x");
constinit const Op kSqrt = unary_op<kSqrt, Unary::sqrt>("sqrt", "y = sqrt(x)", "dx = dy / (2 y)");
constinit const Op kTanh = unary_op<kTanh, Unary::tanh>("tanh", "y = tanh(x)", "dx = dy * (1 - y^2)");
constinit const Op kSigmoid = unary_op<kSigmoid, Unary::sigmoid>("sigmoid", "y = 1 / (1 + e^-x)", "dx = dy * y * (1 - y)");
constinit const Op kRelu = unary_op<kRelu, Unary::relu>("relu", "y = max(x, 0)", "dx = dy * [y > 0]");
constinit const Op kErf = unary_op<kErf, Unary::erf>("erf", "y = erf(x)", "dx = dy * 2/sqrt(pi) * e^-(x^2)");
constinit const Op kGelu = unary_op<kGelu, Unary::gelu_erf>("gelu", "y = x Phi(x) = x/2 (1 + erf(x / sqrt(2)))", "dx = dy * (Phi(x) + x phi(x))", expand_gelu);
constinit const Op kGeluTanh = unary_op<kGeluTanh, Unary::gelu_tanh>("gelu_tanh", "y = x/2 (1 + t), t = tanh(sqrt(2/pi) (x + 0.044715 x^3))", "dx = dy * ((1 + t)/2 + x/2 (1 - t^2) sqrt(2/pi) (1 + 0.134145 x^2))", expand_gelu_tanh);
constinit const Op kSilu = unary_op<kSilu, Unary::silu>("silu", "y = x s, s = 1 / (1 + e^-x)", "dx = dy * s (1 + x (1 - s))", expand_silu);
// clang-format on

Variable add(const Variable& a, const Variable& b) {
    return binary<kAdd, Binary::add>(a, b);
}
Variable sub(const Variable& a, const Variable& b) {
    return binary<kSub, Binary::subtract>(a, b);
}
Variable mul(const Variable& a, const Variable& b) {
    return binary<kMul, Binary::multiply>(a, b);
}
Variable div(const Variable& a, const Variable& b) {
    return binary<kDiv, Binary::divide>(a, b);
}
Variable neg(const Variable& x) {
    return unary<kNeg, Unary::negate>(x);
}
Variable exp(const Variable& x) {
    return unary<kExp, Unary::exp>(x);
}
Variable log(const Variable& x) {
    return unary<kLog, Unary::log>(x);
}
Variable sqrt(const Variable& x) {
    return unary<kSqrt, Unary::sqrt>(x);
}
Variable tanh(const Variable& x) {
    return unary<kTanh, Unary::tanh>(x);
}
Variable sigmoid(const Variable& x) {
    return unary<kSigmoid, Unary::sigmoid>(x);
}
Variable relu(const Variable& x) {
    return unary<kRelu, Unary::relu>(x);
}
Variable erf(const Variable& x) {
    return unary<kErf, Unary::erf>(x);
}
Variable gelu(const Variable& x) {
    return unary<kGelu, Unary::gelu_erf>(x);
}
Variable gelu_tanh(const Variable& x) {
    return unary<kGeluTanh, Unary::gelu_tanh>(x);
}
Variable silu(const Variable& x) {
    return unary<kSilu, Unary::silu>(x);
}

}  // namespace vitro::core::inline VITRO_REAL
