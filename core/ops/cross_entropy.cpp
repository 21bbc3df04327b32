// core/ops/cross_entropy.cpp: the negative log-likelihood of the targets under softmax(logits), summed over rows.
//
//   loss = sum_r sum_j -q_rj log p_rj,   p = softmax(logits),   q = (1 - s) one-hot(target) + s / classes
//   dlogits = dloss (p - q)              since sum_j q_rj = 1
//
// Fused: neither p nor log p is stored, only each row's logsumexp. Rows whose target is `ignored` count for nothing. A
// sum, not a mean, is returned, with the number of rows that count.
#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "core/ops/softmax_parts.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

CrossEntropyOptions options_of(Attributes attributes) {
    return {.smoothing = get_attribute<double>(attributes, "smoothing"),
            .ignored = static_cast<std::int32_t>(get_attribute<std::int64_t>(attributes, "ignored"))};
}

void check(const Variable& logits, const Indices& targets, const CrossEntropyOptions& options) {
    require_values(kCrossEntropy, logits.value);
    require(!targets.empty(), kCrossEntropy, {logits.shape()}, "the targets were declared, but never given a value");
    if (logits.rank() < 1 || logits.value.cols() < 1 || logits.shape().without(-1) != targets.shape())
        fail(kCrossEntropy, {logits.shape(), targets.shape()}, "logits must be (.., classes) and targets (..)");
    if (!(options.smoothing >= 0 && options.smoothing <= 1))
        fail(kCrossEntropy, {logits.shape(), targets.shape()},
             fmt::format("a label smoothing of {}: valid are 0 to 1", options.smoothing));
    const std::int64_t classes = logits.value.cols();
    const std::int32_t* end = targets.data() + targets.size();
    const auto outside = [&](std::int32_t t) { return t != options.ignored && (t < 0 || t >= classes); };
    if (const std::int32_t* bad = std::find_if(targets.data(), end, outside); bad != end)
        fail(kCrossEntropy, {logits.shape(), targets.shape()},
             fmt::format("target {} at position {}: valid are 0 to {}, and {} to ignore", *bad, bad - targets.data(),
                         classes - 1, options.ignored));
}

Variable total(const Variable& logits, const Indices& targets, const CrossEntropyOptions& options) {
    check(logits, targets, options);
    const std::int64_t rows = logits.value.rows();
    Tensor each(Shape{rows}), logsumexp(Shape{rows}), sum(Shape{});
    const auto& kernels = runtime::kernels();
    kernels.cross_entropy(each.write(), logsumexp.write(), logits.value.data(), targets.data(), rows,
                          logits.value.cols(), static_cast<real>(options.smoothing), options.ignored);
    kernels.sum(sum.write(), false, each.data(), 1, 1, rows, 1);
    return record(kCrossEntropy, {logits}, sum,
                  {.attributes = {{"targets", targets},
                                  {"smoothing", options.smoothing},
                                  {"ignored", std::int64_t{options.ignored}}},
                   .saved = {{"logits", logits.value}, {"logsumexp", logsumexp}, {"targets", targets}}});
}

void backward(const Node& node, Gradients& out) {
    const Slot dx = out.slot(0);
    if (!dx) return;
    const Tensor logits = node.saved("logits"), logsumexp = node.saved("logsumexp");
    const CrossEntropyOptions options = options_of(node.attributes);
    runtime::kernels().cross_entropy_backward(dx.data, dx.accumulate, node.grad.data(), 0, logits.data(),
                                              logsumexp.data(), node.saved_indices("targets").data(), logits.rows(),
                                              logits.cols(), static_cast<real>(options.smoothing), options.ignored);
}

Variable replay(Inputs inputs, Attributes attributes) {
    return total(inputs[0], get_attribute<Indices>(attributes, "targets"), options_of(attributes));
}

/// q, with rows of zeros for the targets that are ignored.
Tensor smoothed_one_hot(const Shape& shape, const Indices& targets, const CrossEntropyOptions& options) {
    Tensor q = Tensor::zeros(shape);
    const std::int64_t classes = shape.cols();
    real* row = q.write();
    for (std::int64_t r = 0; r < targets.size(); ++r, row += classes) {
        const std::int32_t target = targets.data()[r];
        if (target == options.ignored) continue;
        std::fill_n(row, classes, static_cast<real>(options.smoothing / static_cast<double>(classes)));
        row[target] += static_cast<real>(1 - options.smoothing);
    }
    return q;
}

/// Where q is not 0. Elsewhere log p may be minus infinity, and 0 times that must not become a NaN.
Mask where_it_counts(const Tensor& q) {
    std::vector<std::uint8_t> counts;
    for (real share : q.span()) counts.push_back(share == 0 ? 0 : 1);
    return Mask::of(q.shape(), counts);
}

Variable expand(Inputs inputs, Attributes attributes) {
    const auto& targets = get_attribute<Indices>(attributes, "targets");
    check(inputs[0], targets, options_of(attributes));
    const Tensor q = smoothed_one_hot(inputs[0].shape(), targets, options_of(attributes));
    return neg(sum(q * mask(log_softmax_from_parts(inputs[0]), where_it_counts(q), 0)));
}

/// Per element: maximum, subtraction, exp, sum.
Cost cost(Inputs inputs, const Tensor&, Attributes) {
    const std::int64_t size = inputs[0].value.size();
    return {4 * size, size * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kCrossEntropy{.name = "cross_entropy",
                                 .inputs = "logits",
                                 .formula = "loss = sum_r -q_r . log softmax(x_r), q = (1 - s) one-hot + s / classes",
                                 .vjp = "dx = dloss (softmax(x) - q)",
                                 .forward = replay,
                                 .backward = backward,
                                 .expand = expand,
                                 .cost = cost};

Loss cross_entropy(const Variable& logits, const Indices& targets, const CrossEntropyOptions& options) {
    const Variable sum = total(logits, targets, options);
    const std::int32_t* end = targets.data() + targets.size();
    return {sum, targets.size() - std::count(targets.data(), end, options.ignored)};
}

Variable Loss::mean() const {
    return scale(sum, 1.0 / static_cast<double>(std::max<std::int64_t>(tokens, 1)));
}

}  // namespace vitro::core::inline VITRO_REAL
