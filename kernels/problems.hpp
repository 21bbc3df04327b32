// kernels/problems.hpp: what a kernel is asked to do, where that takes more than pointers and sizes: masks, dropout,
// the operations, layouts, matrix products, attention, optimizer steps. kernels.hpp includes it; include that.
#pragma once

#include <cstdint>

#include "kernels/real.hpp"

namespace vitro::kernels {

/// Which columns (keys) a row (query) may attend to: all of the conditions that are set must hold.
/// Row r stands for batch b, head h and query i, with r = (b * heads + h) * queries + i.
struct MaskView {
    std::int64_t heads = 1, queries = 1;  ///< neither is 0 where there are rows
    bool causal = false;
    std::int64_t causal_offset = 0;         ///< causal: column j may be seen when j <= i + causal_offset
    const std::int32_t* lengths = nullptr;  ///< per batch: column j may be seen when j < lengths[b]
    const std::uint8_t* allowed = nullptr;  ///< 1 = may attend; strides (in bytes) of 0 broadcast
    std::int64_t allowed_batch_stride = 0, allowed_head_stride = 0, allowed_query_stride = 0;
    bool everything() const { return !causal && lengths == nullptr && allowed == nullptr; }
};

/// A stream of keep/drop decisions: element e is kept when word e % 4 of philox(seed, {e / 4 low, e / 4 high, site,
/// step}) is at least probability * 2^32. Kept elements are multiplied by 1 / (1 - probability), rounded to `real`, the
/// others by 0.
struct DropoutKey {
    double probability = 0;
    std::uint64_t seed = 0;
    std::uint32_t site = 0, step = 0;
};

enum class Unary : std::uint8_t { negate, exp, log, sqrt, tanh, sigmoid, relu, erf, gelu_tanh, gelu_erf, silu };
inline constexpr int kUnaryCount = static_cast<int>(Unary::silu) + 1;
/// Whether the derivative is computed from the result y (exp, sqrt, tanh, sigmoid, relu) rather than from x.
constexpr bool saves_output(Unary op) {
    return op == Unary::exp || op == Unary::sqrt || op == Unary::tanh || op == Unary::sigmoid || op == Unary::relu;
}
enum class Binary : std::uint8_t { add, subtract, multiply, divide };
inline constexpr int kBinaryCount = static_cast<int>(Binary::divide) + 1;
/// What a matrix product applies to its result before storing it.
enum class Activation : std::uint8_t { none, relu, gelu_tanh, gelu_erf, silu };
inline constexpr int kActivationCount = static_cast<int>(Activation::silu) + 1;

/// Sizes of up to four axes (outermost first, unused ones 1) and an operand's stride on each, in elements;
/// a stride of 0 repeats the operand along that axis.
struct Layout {
    std::int64_t size[4] = {1, 1, 1, 1};
    std::int64_t total() const { return size[0] * size[1] * size[2] * size[3]; }
};
struct Strides {
    std::int64_t of[4] = {0, 0, 0, 0};
};

}  // namespace vitro::kernels

namespace vitro::kernels::inline VITRO_REAL {

/// C = activation(op(A) op(B) + bias), for a grid of problems of the same size.
struct Gemm {
    std::int64_t m = 0, n = 0, k = 0;               ///< op(A) is m x k, op(B) is k x n, C is m x n
    bool transpose_a = false, transpose_b = false;  ///< stored as k x m, n x k
    const real* a = nullptr;
    const real* b = nullptr;
    real* c = nullptr;
    std::int64_t lda = 0, ldb = 0, ldc = 0;  ///< distance between stored rows
    /// The grid is batch[0] x batch[1]; problem (i, j) starts at base + i * stride[0] + j * stride[1]. Strides of 0
    /// share A or B, never C.
    std::int64_t batch[2] = {1, 1};
    std::int64_t stride_a[2] = {0, 0}, stride_b[2] = {0, 0}, stride_c[2] = {0, 0};
    bool accumulate = false;     ///< not together with bias, activation, pre_activation
    const real* bias = nullptr;  ///< n values, added to each row
    Activation activation = Activation::none;
    real* pre_activation = nullptr;  ///< when set: the value before the activation; laid out as C
};

/// Scaled dot-product attention over heads that lie side by side: element (b, t, h, w) of a tensor is at
/// base + b * batch_stride + t * row_stride + h * width + w. A cache of keys passes its capacity through batch_stride,
/// what it holds through `keys`, `lengths` or the mask's causality, and which of its entries belongs to which query
/// through `entries`: nothing is copied. What the mask hides has weight 0 and is multiplied by it: hidden keys and
/// values must be finite, and so must a query that sees no key and its output's gradient. Never read, and no work, is
/// what `lengths` hides, and what lies behind the last key that causality leaves to the last query. A query all of
/// whose scores are -infinity counts as one that sees no key.
struct AttentionOperand {
    const real* data = nullptr;
    std::int64_t batch_stride = 0, row_stride = 0;
};
struct AttentionTarget {
    real* data = nullptr;  ///< nullptr: not wanted
    std::int64_t batch_stride = 0, row_stride = 0;
    bool accumulate = false;
};
struct Attention {
    std::int64_t batch = 0, heads = 0, queries = 0, keys = 0, width = 0;  ///< width of one head
    AttentionOperand query, key, value;
    /// Forward only: entry b of query attends to entry entries[b] of key and value; nullptr: to entry b.
    const std::int32_t* entries = nullptr;
    real scale = 1;
    MaskView mask;              ///< with the heads and queries above
    DropoutKey dropout;         ///< element ((b * heads + h) * queries + i) * keys + j
    real* workspace = nullptr;  ///< attention_workspace() elements
};
struct AttentionForward : Attention {
    AttentionTarget output;     ///< never accumulates; a query with no key to attend to gives zeros
    real* logsumexp = nullptr;  ///< [batch, heads, queries]: log sum_j exp(scale q.k); -infinity for no key
    real* weights = nullptr;    ///< when set, [batch, heads, queries, keys]: before dropout
};
struct AttentionBackward : Attention {
    AttentionOperand output, output_gradient;
    const real* logsumexp = nullptr;
    AttentionTarget query_gradient, key_gradient, value_gradient;
};

/// Adam and AdamW. g is multiplied by gradient_scale (a clip's factor) before anything else.
///   m <- beta1 m + (1 - beta1) g,  v <- beta2 v + (1 - beta2) g^2
///   w <- w - lr (m / correction1) / (sqrt(v / correction2) + epsilon)
/// with g + weight_decay w for g when coupled (Adam), or w (1 - lr weight_decay) first when decoupled (AdamW).
struct AdamStep {
    double learning_rate = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weight_decay = 0;
    bool decoupled = false;
    double correction1 = 1, correction2 = 1;  ///< 1 - beta^t
    double gradient_scale = 1;
};
/// SGD with momentum as PyTorch's: v <- momentum v + g (g itself on the first step); w <- w - lr v, or with Nesterov
/// w - lr (g + momentum v).
struct SgdStep {
    double learning_rate = 0, momentum = 0, weight_decay = 0;
    bool nesterov = false, first = true;
    double gradient_scale = 1;
};

}  // namespace vitro::kernels::inline VITRO_REAL
