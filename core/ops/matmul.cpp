// core/ops/matmul.cpp: products of matrices, one for each position of the leading axes.
//
//   C = A B       dA = dC B^T     dB = A^T dC
//   C = A^T B     dA = B dC^T     dB = A dC          (A stored transposed; likewise for B, and for both)
//
// Each gradient is again one product, read with the transposes that make the shapes fit: (m,k) = (m,n)(n,k). Where an
// operand's leading axes were repeated, its gradient is computed for each position and then summed.
#include <algorithm>
#include <fmt/format.h>

#include "core/ops.hpp"
#include "core/ops/broadcasting.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

/// A stored matrix with leading axes, read with its last two exchanged or not.
struct Operand {
    const real* data;
    Shape shape;
    bool transposed;
    std::int64_t rows() const { return shape[transposed ? -1 : -2]; }
    std::int64_t cols() const { return shape[transposed ? -2 : -1]; }
};

Shape leading(const Shape& shape) {
    return shape.without(-1).without(-1);
}

/// The leading axes of the product.
Shape stretched_lead(const Shape& a, const Shape& b) {
    const Shape of_a = leading(a), of_b = leading(b);
    for (int axis = 1; axis <= std::min(of_a.rank(), of_b.rank()); ++axis)
        if (of_a[-axis] != of_b[-axis] && of_a[-axis] != 1 && of_b[-axis] != 1)
            fail(kMatmul, {a, b},
                 fmt::format("leading axes {} and {} do not stretch to each other", of_a.str(), of_b.str()));
    return broadcast(of_a, of_b, "matmul");
}

const char* how_read(Transposed transposed) {
    if (transposed.a) return transposed.b ? " (a and b read transposed)" : " (a read transposed)";
    return transposed.b ? " (b read transposed)" : "";
}

/// Element stride of each of the two leading axes; 0 where the operand is repeated.
void set_strides(std::int64_t (&stride)[2], const Shape& shape, const kernels::Layout& result) {
    const kernels::Strides own = strides_over(shape, result);
    stride[0] = own.of[0];
    stride[1] = own.of[1];
}

/// dst[lead.., m, n] = op(A) op(B).
void multiply(real* dst, bool accumulate, const Shape& shape, const Operand& a, const Operand& b) {
    const kernels::Layout layout = layout_of(shape);
    kernels::Gemm gemm;
    gemm.m = a.rows();
    gemm.n = b.cols();
    gemm.k = a.cols();
    gemm.transpose_a = a.transposed;
    gemm.transpose_b = b.transposed;
    gemm.a = a.data;
    gemm.b = b.data;
    gemm.c = dst;
    gemm.lda = a.shape[-1];
    gemm.ldb = b.shape[-1];
    gemm.ldc = gemm.n;
    gemm.batch[0] = layout.size[0];
    gemm.batch[1] = layout.size[1];
    // Strides of the leading axes only: the last two belong to the matrices.
    kernels::Layout a_layout = layout_of(a.shape), b_layout = layout_of(b.shape);
    for (int axis = 0; axis < 2; ++axis) a_layout.size[axis] = b_layout.size[axis] = layout.size[axis];
    set_strides(gemm.stride_a, a.shape, a_layout);
    set_strides(gemm.stride_b, b.shape, b_layout);
    set_strides(gemm.stride_c, shape, layout);
    gemm.accumulate = accumulate;
    runtime::kernels().gemm(gemm);
}

/// A product for a slot whose own leading axes may be fewer than the product's.
void multiply_into(const Slot& slot, const Shape& target, const Shape& lead, const Operand& a, const Operand& b) {
    const Shape full = Shape::from(lead.begin(), lead.rank()).appended(a.rows()).appended(b.cols());
    if (target.size() == full.size()) return multiply(slot.data, slot.accumulate, full, a, b);
    Tensor each(full);
    multiply(each.write(), false, full, a, b);
    sum_to(slot, target, each);
}

Operand flipped(Operand operand) {
    operand.transposed = !operand.transposed;
    return operand;
}

/// One matrix B for all rows of A: the leading axes are more rows of one product, whose dB needs no sum afterwards.
bool one_product(const Operand& a, const Operand& b) {
    return !a.transposed && b.shape.rank() == 2;
}
Shape merged(const Shape& shape) {
    return {shape.rows(), shape.cols()};
}

/// Operand 0 (A) or 1 (B). Its numbers were saved if the other one's gradient is wanted, its shape is known anyway.
Operand operand(const Node& node, const Gradients& out, int which) {
    const bool transposed = node.attribute<std::int64_t>(which == 0 ? "transpose_a" : "transpose_b") != 0;
    if (!out.wanted(1 - which)) return {nullptr, out.shape(which), transposed};
    const Tensor saved = node.saved(which == 0 ? "a" : "b");
    return {saved.data(), saved.shape(), transposed};
}

void backward(const Node& node, Gradients& out) {
    Operand a = operand(node, out, 0), b = operand(node, out, 1), dy{node.grad.data(), node.shape, false};
    const bool transpose_a = a.transposed, transpose_b = b.transposed;
    if (one_product(a, b)) {
        a.shape = merged(a.shape);
        dy.shape = merged(dy.shape);
    }
    const Shape lead = leading(dy.shape);
    if (Slot da = out.slot(0)) {
        if (transpose_a)
            multiply_into(da, a.shape, lead, b, flipped(dy));
        else
            multiply_into(da, a.shape, lead, dy, flipped(b));
    }
    if (Slot db = out.slot(1)) {
        if (transpose_b)
            multiply_into(db, b.shape, lead, flipped(dy), a);
        else
            multiply_into(db, b.shape, lead, flipped(a), dy);
    }
}

Variable replay(Inputs inputs, Attributes attributes) {
    return matmul(inputs[0], inputs[1],
                  {.a = get_attribute<std::int64_t>(attributes, "transpose_a") != 0,
                   .b = get_attribute<std::int64_t>(attributes, "transpose_b") != 0});
}

Cost cost(Inputs inputs, const Tensor& y, Attributes attributes) {
    const bool transposed = get_attribute<std::int64_t>(attributes, "transpose_a") != 0;
    const std::int64_t inner = inputs[0].shape()[transposed ? -2 : -1];
    const std::int64_t elements = inputs[0].value.size() + inputs[1].value.size() + y.size();
    return {2 * y.size() * inner, elements * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kMatmul{.name = "matmul",
                           .inputs = "a b",
                           .formula = "C = A B",
                           .vjp = "dA = dC B^T, dB = A^T dC",
                           .forward = replay,
                           .backward = backward,
                           .cost = cost};

Variable matmul(const Variable& a, const Variable& b, Transposed transposed) {
    require(a.rank() >= 2 && b.rank() >= 2, kMatmul, {a.shape(), b.shape()}, "both need two axes");
    Operand left{a.value.data(), a.shape(), transposed.a};
    const Operand right{b.value.data(), b.shape(), transposed.b};
    if (left.cols() != right.rows())
        fail(kMatmul, {a.shape(), b.shape()},
             fmt::format("inner sizes {} and {} differ{}", left.cols(), right.rows(), how_read(transposed)));
    const Shape shape = stretched_lead(a.shape(), b.shape()).appended(left.rows()).appended(right.cols());
    Tensor y(shape);
    const bool one = one_product(left, right);
    if (one) left.shape = merged(a.shape());
    multiply(y.write(), false, one ? merged(shape) : shape, left, right);
    return record(
        kMatmul, {a, b}, y,
        {.attributes = {{"transpose_a", std::int64_t{transposed.a}}, {"transpose_b", std::int64_t{transposed.b}}},
         .saved = {Saved("a", b.requires_grad() ? a.value : Tensor()),
                   Saved("b", a.requires_grad() ? b.value : Tensor())}});
}

}  // namespace vitro::core::inline VITRO_REAL
