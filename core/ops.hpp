// core/ops.hpp: every operation, on one page. Each computes its value at once and records itself for the reverse pass.
//
// Shapes broadcast as usual (aligned at the end, a size of 1 stretches) in add, sub, mul and div, and matmul's leading
// axes do; nothing else. Axes may count from the end. Sizes that positions are kept of (max's axis, concat's axis,
// embedding's count of ids) are below 2^31. Every function throws Error naming the op and the shapes when they do not
// fit.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>

#include "core/indices.hpp"
#include "core/mask.hpp"
#include "core/node.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core::inline VITRO_REAL {

using kernels::Activation;

// Elementwise ---------------------------------------------------------------------------------------------------------
Variable add(const Variable& a, const Variable& b);
Variable sub(const Variable& a, const Variable& b);
Variable mul(const Variable& a, const Variable& b);
Variable div(const Variable& a, const Variable& b);
Variable neg(const Variable& x);
Variable exp(const Variable& x);
Variable log(const Variable& x);
Variable sqrt(const Variable& x);
Variable tanh(const Variable& x);
Variable sigmoid(const Variable& x);
Variable relu(const Variable& x);
Variable erf(const Variable& x);
/// x Phi(x), exactly (Hendrycks and Gimpel 2016).
Variable gelu(const Variable& x);
/// The tanh form of the same paper, as GPT-2 uses it.
Variable gelu_tanh(const Variable& x);
/// x sigmoid(x).
Variable silu(const Variable& x);
/// factor * x.
Variable scale(const Variable& x, double factor);

inline Variable operator+(const Variable& a, const Variable& b) {
    return add(a, b);
}
inline Variable operator-(const Variable& a, const Variable& b) {
    return sub(a, b);
}
inline Variable operator*(const Variable& a, const Variable& b) {
    return mul(a, b);
}
inline Variable operator/(const Variable& a, const Variable& b) {
    return div(a, b);
}
inline Variable operator-(const Variable& x) {
    return neg(x);
}

// Reductions ----------------------------------------------------------------------------------------------------------
/// Over everything: a scalar.
Variable sum(const Variable& x);
Variable mean(const Variable& x);
/// Over one axis, which disappears, or stays with size 1.
enum class Axis : bool { drop, keep };
Variable sum(const Variable& x, int axis, Axis after = Axis::drop);
Variable mean(const Variable& x, int axis, Axis after = Axis::drop);
/// The gradient goes to the first maximum. The axis must not be empty.
Variable max(const Variable& x, int axis, Axis after = Axis::drop);

// Shape ---------------------------------------------------------------------------------------------------------------
/// The same numbers under another shape; no copy.
Variable reshape(const Variable& x, const Shape& shape);
/// Axis i of the result is axis order[i] of x.
Variable permute(const Variable& x, std::initializer_list<std::int64_t> order);
/// The last two axes exchanged.
Variable transpose(const Variable& x);
/// `length` entries of an axis from `start` on.
Variable slice(const Variable& x, int axis, std::int64_t start, std::int64_t length);
/// Along an axis; all other sizes must agree.
Variable concat(std::span<const Variable> parts, int axis);
inline Variable concat(std::initializer_list<Variable> parts, int axis) {
    return concat(std::span(parts.begin(), parts.size()), axis);
}
/// The same value, from which nothing flows back.
Variable detach(const Variable& x);
/// x where the mask allows it, `value` elsewhere. x: [batch, heads, queries, keys], or the last axes of it.
Variable mask(const Variable& x, const Mask& allowed, double value);

// Products ------------------------------------------------------------------------------------------------------------
struct Transposed {
    bool a = false, b = false;  ///< use the last two axes of a, b exchanged (read so, not copied)
};
/// [.., m, k] x [.., k, n] -> [.., m, n]; leading axes broadcast.
Variable matmul(const Variable& a, const Variable& b, Transposed transposed = {});
/// activation(x weight + bias). x: [.., in], weight: [in, out], bias: [out].
Variable linear(const Variable& x, const Variable& weight, const Variable& bias,
                Activation activation = Activation::none);
/// activation(x weight).
Variable linear(const Variable& x, const Variable& weight, Activation activation = Activation::none);

// Over the last axis --------------------------------------------------------------------------------------------------
/// A row that may attend to nothing gives zeros. x as in mask().
Variable softmax(const Variable& x, const Mask& allowed = Mask::none());
Variable log_softmax(const Variable& x);
/// gain * (x - mean) / sqrt(variance + epsilon) + bias, biased variance (Ba, Kiros and Hinton 2016). gain, bias:
/// [cols].
Variable layer_norm(const Variable& x, const Variable& gain, const Variable& bias, double epsilon = 1e-5);

// Whole pieces --------------------------------------------------------------------------------------------------------
/// Rows of table [vocabulary, width], picked by ids of any shape: [ids.., width].
Variable embedding(const Variable& table, const Indices& ids);
/// Zeroes elements with the probability and scales the rest by 1 / (1 - probability), within Training; x otherwise.
/// The choice depends on the seed, the step and the module path (core/context.hpp): two dropouts in one Scope drop the
/// same elements; give each a Scope.
Variable dropout(const Variable& x, double probability);
/// With the decisions of a given stream, Training or not.
Variable dropout(const Variable& x, const kernels::DropoutKey& decisions);

struct AttentionOptions {
    std::int64_t heads = 1;
    Mask mask = {};             ///< over [batch, heads, queries, keys]
    double dropout = 0;         ///< on the weights, within Training
    Tensor* weights = nullptr;  ///< when set, receives [batch, heads, queries, keys], before dropout
    Indices entries = {};       ///< [batch]: which entry of key and value, a cache's, each attends to; no gradient
};
/// softmax(Q K^T / sqrt(width)) V per head (Vaswani et al. 2017), heads side by side in the last axis:
/// query [batch, queries, heads * width], key and value [batch, keys, heads * width]. Keys that lengths or causality
/// hide from every query are not read: a cache hands over its whole capacity.
Variable attention(const Variable& query, const Variable& key, const Variable& value, const AttentionOptions& options);
/// Each pair (2i, 2i + 1) of a head's columns turned by the angle (first + t) * base^(-2i / width): the product of a
/// query with a key then depends on their distance alone (Su et al. 2021, "RoFormer"). x: [batch, time, heads * width]
/// with an even width.
Variable rotary(const Variable& x, std::int64_t heads, std::int64_t first = 0, double base = 10000);

struct CrossEntropyOptions {
    double smoothing = 0;       ///< label smoothing (Szegedy et al. 2016): (1 - s) one-hot + s / classes
    std::int32_t ignored = -1;  ///< rows with this target do not count
};
/// A sum and what to divide it by, kept apart, so that accumulated gradients equal the large batch's.
struct Loss {
    Variable sum;  ///< scalar, in nats
    std::int64_t tokens = 0;
    /// sum / tokens.
    Variable mean() const;
};
/// logits [.., classes], targets [..]. Throws Error naming a target outside 0 .. classes-1 that is not ignored.
Loss cross_entropy(const Variable& logits, const Indices& targets, const CrossEntropyOptions& options = {});

}  // namespace vitro::core::inline VITRO_REAL
