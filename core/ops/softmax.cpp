// core/ops/softmax.cpp: softmax and its logarithm over the last axis.
//
//   softmax       y_i  = exp(x_i - max x) / sum_j exp(x_j - max x)
//                 dx_j = y_j (dy_j - sum_i dy_i y_i)            from  d y_i / d x_j = y_i ([i = j] - y_j)
//   log_softmax   y_i  = x_i - max x - log sum_j exp(x_j - max x)
//                 dx_j = dy_j - exp(y_j) sum_i dy_i             from  d y_i / d x_j = [i = j] - exp(y_j)
//
// The maximum is subtracted so that exp cannot overflow; it cancels, so no gradient flows through it. Over a mask the
// sums run over what may be attended to; a row with nothing to attend to is 0 by definition, gradient included.
// The arithmetic is in kernels/*/softmax.cpp; here stands what is recorded and what flows back.
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/layouts.hpp"
#include "core/ops/list.hpp"
#include "core/ops/softmax_parts.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

void backward_softmax(const Node& node, Gradients& out) {
    const Tensor y = node.saved("y");
    if (Slot dx = out.slot(0))
        runtime::kernels().softmax_backward(dx.data, dx.accumulate, node.grad.data(), y.data(), y.rows(), y.cols());
}

void backward_log_softmax(const Node& node, Gradients& out) {
    const Tensor y = node.saved("y");
    if (Slot dx = out.slot(0))
        runtime::kernels().log_softmax_backward(dx.data, dx.accumulate, node.grad.data(), y.data(), y.rows(), y.cols());
}

Variable replay_softmax(Inputs inputs, Attributes attributes) {
    return softmax(inputs[0], get_attribute<Mask>(attributes, "mask"));
}
Variable replay_log_softmax(Inputs inputs, Attributes) {
    return log_softmax(inputs[0]);
}

Variable expand_softmax(Inputs inputs, Attributes attributes) {
    return softmax_from_parts(inputs[0], get_attribute<Mask>(attributes, "mask"));
}

Variable expand_log_softmax(Inputs inputs, Attributes) {
    return log_softmax_from_parts(inputs[0]);
}

/// Per element: maximum, subtraction, exp, sum, division.
Cost cost(Inputs, const Tensor& y, Attributes) {
    return {5 * y.size(), 2 * y.size() * static_cast<std::int64_t>(sizeof(real))};
}

/// 1 where a sum is 0, so that an empty row divides 0 by 1.
Variable one_where_zero(const Tensor& sums) {
    Tensor ones(sums.shape());
    real* one = ones.write();
    for (real total : sums.span()) *one++ = total == 0 ? real{1} : real{0};
    return ones;
}

/// Finite, so that a row of nothing else stays free of NaN (infinity - infinity), and below any other score.
constexpr double kCutOff = static_cast<double>(std::numeric_limits<real>::lowest());

}  // namespace

Variable log_softmax_from_parts(const Variable& x) {
    if (x.shape().cols() == 0) return scale(x, 1);  // a row of nothing has no maximum
    const Variable shifted = x - detach(max(x, -1, Axis::keep));
    return shifted - log(sum(exp(shifted), -1, Axis::keep));
}

Variable softmax_from_parts(const Variable& x, const Mask& allowed) {
    if (x.shape().cols() == 0) return scale(x, 1);  // a row of nothing has no maximum
    const Variable scores = allowed.everything() ? x : mask(x, allowed, kCutOff);
    Variable weights = exp(scores - detach(max(scores, -1, Axis::keep)));
    if (!allowed.everything()) weights = mask(weights, allowed, 0);
    const Variable total = sum(weights, -1, Axis::keep);
    return weights / (allowed.everything() ? total : total + one_where_zero(total.value));
}

constinit const Op kSoftmax{.name = "softmax",
                            .inputs = "x",
                            .formula = "y = exp(x - max x) / sum exp(x - max x)",
                            .vjp = "dx = y * (dy - sum(dy * y))",
                            .forward = replay_softmax,
                            .backward = backward_softmax,
                            .expand = expand_softmax,
                            .cost = cost};
constinit const Op kLogSoftmax{.name = "log_softmax",
                               .inputs = "x",
                               .formula = "y = x - max x - log sum exp(x - max x)",
                               .vjp = "dx = dy - exp(y) * sum(dy)",
                               .forward = replay_log_softmax,
                               .backward = backward_log_softmax,
                               .expand = expand_log_softmax,
                               .cost = cost};

Variable softmax(const Variable& x, const Mask& allowed) {
    require(x.rank() >= 1, kSoftmax, {x.shape()}, "needs at least one axis");
    Tensor y(x.shape());
    runtime::kernels().softmax(y.write(), x.value.data(), y.rows(), y.cols(), mask_view("softmax", allowed, x.shape()));
    return record(kSoftmax, {x}, y, {.attributes = {{"mask", allowed}}, .saved = {{"y", y}}});
}

Variable log_softmax(const Variable& x) {
    require(x.rank() >= 1, kLogSoftmax, {x.shape()}, "needs at least one axis");
    Tensor y(x.shape());
    runtime::kernels().log_softmax(y.write(), x.value.data(), y.rows(), y.cols());
    return record(kLogSoftmax, {x}, y, {.saved = {{"y", y}}});
}

}  // namespace vitro::core::inline VITRO_REAL
