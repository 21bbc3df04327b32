// bench/peers/problem.hpp: what every peer is asked to compute, and the numbers it computes it of.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <variant>
#include <vector>

namespace vitro::bench::peers {

/// C = op(A) op(B) in floats, row-major and contiguous: op(A) is m x k, stored as k x m when transposed.
struct GemmProblem {
    bool transpose_a = false, transpose_b = false;
    std::int64_t m = 0, n = 0, k = 0;
    double operations() const { return 2.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k); }
};

/// Self-attention without dropout, forward and backward: the output and the gradients of query, key and value.
struct AttentionProblem {
    std::int64_t batch = 0, heads = 0, length = 0, width = 0;  ///< queries = keys = length; width of one head
    bool causal = false;
    bool composed = false;  ///< of the single operations that a fused kernel replaces (vitro alone answers)
    std::int64_t size() const { return batch * heads * length * width; }
};

/// What a model does besides products and attention, and memory bounds: each goes over its operands once or twice.
enum class RowOp : std::uint8_t {
    softmax,
    softmax_backward,
    layer_norm,
    layer_norm_backward,
    gelu,
    gelu_backward,
    cross_entropy,
    cross_entropy_backward,
    adam,
    embedding_backward
};
inline constexpr const char* kRowOpNames[] = {"softmax", "softmax_backward",  "layer_norm",    "layer_norm_backward",
                                              "gelu",    "gelu_backward",     "cross_entropy", "cross_entropy_backward",
                                              "adam",    "embedding_backward"};

/// One of them on rows x cols floats; row_ops.hpp says of which operands.
struct RowProblem {
    RowOp op = RowOp::softmax;
    std::int64_t rows = 0, cols = 0;
    std::int64_t size() const { return rows * cols; }
    const char* name() const { return kRowOpNames[static_cast<int>(op)]; }
};

using Problem = std::variant<GemmProblem, AttentionProblem, RowProblem>;

/// A problem with its operands in place.
struct Run {
    std::function<void()> call;                  ///< computes all of it, as often as it is called
    std::function<std::vector<float>()> result;  ///< of the last call: C; output, dquery, dkey, dvalue; row_ops.hpp
};

/// Floats at an address that suits every instruction set.
using Numbers = std::shared_ptr<float[]>;
Numbers make_numbers(std::int64_t count);

/// Number `index` of an operand: in [-1, 1), the same in every worker, whatever language it is written in.
///   ((index * 2654435761 + operand * 40503) mod 2^32) / 2^31 - 1
float number(std::int64_t index, int operand);
/// Operands 0, 1, 2, ... of a problem: A and B; query, key, value and the gradient of the output.
Numbers operand_numbers(std::int64_t count, int operand);

/// Whole number `index` of an operand, below `limit`, which is at most 2^31: with u for the upper 16 of the 32 bits
/// above,
///   u * u * limit / 2^32, rounded down
/// so that small ones are frequent, as some words are: the lower q of them are drawn with probability sqrt(q).
std::int32_t whole_number(std::int64_t index, int operand, std::int64_t limit);
using WholeNumbers = std::shared_ptr<std::int32_t[]>;
WholeNumbers operand_whole_numbers(std::int64_t count, int operand, std::int64_t limit);

/// sum_i w_i r_i over a result, and sum_i |w_i r_i|, with the numbers of an operand that no problem has for weights:
/// a product with a wrong transposition, or a gradient in another's place, has another sum.
struct Fingerprint {
    double sum = 0, magnitude = 0;
};
Fingerprint fingerprint(std::span<const float> result);

/// Seconds that a call takes: warms up, then measures batches of calls for `budget` seconds and gives the best batch,
/// which is the one that other work of the machine disturbed least.
double seconds_per_call(const std::function<void()>& call, double budget);

}  // namespace vitro::bench::peers
