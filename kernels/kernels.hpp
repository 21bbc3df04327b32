// kernels/kernels.hpp: THE border. Numbers in, numbers out: pointers and sizes, nothing of tensors or graphs.
//
// A table of function pointers holds one implementation of everything. `reference` is plain loops that a student can
// read; every SIMD table starts as a copy of it and overrides. Conventions that hold for every slot:
//
//   - outputs first, then inputs, then sizes; matrices are row-major;
//   - sizes of 0 are allowed: where there are no elements nothing is done, and an empty sum is 0 (a gemm with k = 0
//   stores
//     activation(bias), attention with no keys zeros); layer_norm and cross_entropy need a column;
//   - `noexcept`; no allocation (scratch is reserved by prepare()); pointers need the alignment of `real` only;
//   - outputs do not overlap inputs, except where a slot says "in place";
//   - `accumulate`: dst <- dst + c, where c is exactly what overwriting would have stored, rounded once;
//   - the result has the same bits for any number of threads.
#pragma once

#include <cstdint>
#include <span>

#include "kernels/philox.hpp"
#include "kernels/real.hpp"

namespace vitro::kernels {

/// Which columns (keys) a row (query) may attend to: all of the conditions that are set must hold.
/// Row r stands for batch b, head h and query i, with r = (b * heads + h) * queries + i.
struct MaskView {
    std::int64_t heads = 1, queries = 1;
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
inline constexpr int kUnaryCount = 11;
/// Whether the derivative is computed from the result y (exp, sqrt, tanh, sigmoid, relu) rather than from x.
constexpr bool saves_output(Unary op) {
    return op == Unary::exp || op == Unary::sqrt || op == Unary::tanh || op == Unary::sigmoid || op == Unary::relu;
}
enum class Binary : std::uint8_t { add, subtract, multiply, divide };
inline constexpr int kBinaryCount = 4;
/// What a matrix product applies to its result before storing it.
enum class Activation : std::uint8_t { none, relu, gelu_tanh, gelu_erf, silu };
inline constexpr int kActivationCount = 5;

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

/// C = activation(scale * op(A) op(B) + bias), for a grid of problems of the same size.
struct Gemm {
    std::int64_t m = 0, n = 0, k = 0;               ///< op(A) is m x k, op(B) is k x n, C is m x n
    bool transpose_a = false, transpose_b = false;  ///< stored as k x m, n x k
    const real* a = nullptr;
    const real* b = nullptr;
    real* c = nullptr;
    std::int64_t lda = 0, ldb = 0, ldc = 0;  ///< distance between stored rows
    /// The grid is batch[0] x batch[1]; problem (i, j) starts at base + i * stride[0] + j * stride[1].
    std::int64_t batch[2] = {1, 1};
    std::int64_t stride_a[2] = {0, 0}, stride_b[2] = {0, 0}, stride_c[2] = {0, 0};
    real scale = 1;
    bool accumulate = false;     ///< not together with bias, activation
    const real* bias = nullptr;  ///< n values, added to each row
    Activation activation = Activation::none;
    real* pre_activation = nullptr;  ///< when set: the value before the activation; laid out as C
};

/// Scaled dot-product attention over heads that lie side by side: element (b, t, h, w) of a tensor is at
/// base + b * batch_stride + t * row_stride + h * width + w. A key cache passes its capacity through batch_stride and
/// its length through `keys`.
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
    real scale = 1;
    MaskView mask;              ///< heads and queries as above
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

struct Kernels {
    const char* name;  ///< reference, base, avx2, avx512
    int lanes;         ///< reals in a vector

    // Matrix products.
    void (*gemm)(const Gemm&) noexcept;
    void (*attention)(const AttentionForward&) noexcept;
    void (*attention_backward)(const AttentionBackward&) noexcept;
    /// Elements of scratch that attention and attention_backward need for these sizes and the present thread count.
    std::int64_t (*attention_workspace)(const Attention&) noexcept;

    // Elementwise; count elements. `saved` is y where saves_output(op), x otherwise.
    void (*unary)(Unary, real* y, const real* x, std::int64_t count) noexcept;
    void (*unary_backward)(Unary, real* dx, bool accumulate, const real* dy, const real* saved,
                           std::int64_t count) noexcept;
    /// out[layout] = a op b; out is contiguous.
    void (*binary)(Binary, real* out, const real* a, const real* b, const Layout&, const Strides& a_strides,
                   const Strides& b_strides) noexcept;
    /// Gradient of operand `which` (0 or 1) before any un-broadcast: dst has the layout's size, contiguous.
    void (*binary_backward)(Binary, int which, real* dst, bool accumulate, const real* dy, const real* a, const real* b,
                            const Layout&, const Strides& a_strides, const Strides& b_strides) noexcept;
    /// dst = factor * x (+ dst); dst may be x.
    void (*scale)(real* dst, bool accumulate, const real* x, real factor, std::int64_t count) noexcept;
    void (*fill)(real* dst, real value, std::int64_t count) noexcept;
    /// dst[layout, dst strides] = x[layout, x strides] (+ dst): permute, slice, concat and their gradients.
    void (*copy)(real* dst, const Strides& dst_strides, bool accumulate, const real* x, const Strides& x_strides,
                 const Layout&) noexcept;
    /// dst = x where the mask allows column j for row r, `value` elsewhere.
    void (*mask)(real* dst, bool accumulate, const real* x, real value, std::int64_t rows, std::int64_t cols,
                 const MaskView&) noexcept;
    /// dst = x times the key's factor, 0 or 1 / (1 - p); the gradient is the same call on dy. Accumulates when asked.
    void (*dropout)(real* dst, bool accumulate, const real* x, std::int64_t count, const DropoutKey&) noexcept;

    // Reductions of x[outer, count, inner] over the middle axis: rows (inner = 1), columns (outer = 1), all (both 1).
    void (*sum)(real* dst, bool accumulate, const real* x, real factor, std::int64_t outer, std::int64_t count,
                std::int64_t inner) noexcept;
    /// Also the position (0 <= index < count) of the first maximum; a NaN wins. count >= 1.
    void (*max)(real* dst, std::int32_t* index, const real* x, std::int64_t outer, std::int64_t count,
                std::int64_t inner) noexcept;
    /// dst[o, c, i] = factor * x[o, i] (+ dst): the gradient of sum.
    void (*repeat)(real* dst, bool accumulate, const real* x, real factor, std::int64_t outer, std::int64_t count,
                   std::int64_t inner) noexcept;
    /// dst[o, index[o, i], i] += x[o, i], the rest untouched: the gradient of max.
    void (*route)(real* dst, const real* x, const std::int32_t* index, std::int64_t outer, std::int64_t count,
                  std::int64_t inner) noexcept;

    // Rows. A row with no allowed column gives zeros; what the mask hides is not looked at, not even if it is a NaN.
    void (*softmax)(real* y, const real* x, std::int64_t rows, std::int64_t cols, const MaskView&) noexcept;
    void (*softmax_backward)(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                             std::int64_t cols) noexcept;
    void (*log_softmax)(real* y, const real* x, std::int64_t rows, std::int64_t cols) noexcept;
    void (*log_softmax_backward)(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                                 std::int64_t cols) noexcept;
    /// y = gain * (x - mean) * rstd + bias per row; biased variance, epsilon inside the root.
    void (*layer_norm)(real* y, real* mean, real* rstd, const real* x, const real* gain, const real* bias,
                       std::int64_t rows, std::int64_t cols, real epsilon) noexcept;
    void (*layer_norm_backward)(real* dx, bool accumulate, const real* dy, const real* x, const real* gain,
                                const real* mean, const real* rstd, std::int64_t rows, std::int64_t cols) noexcept;
    /// dgain = sum over rows of dy * normalized x, dbias = sum over rows of dy; either may be nullptr.
    void (*layer_norm_backward_parameters)(real* dgain, bool accumulate_gain, real* dbias, bool accumulate_bias,
                                           const real* dy, const real* x, const real* mean, const real* rstd,
                                           std::int64_t rows, std::int64_t cols) noexcept;
    /// loss[r] = logsumexp[r] - (1 - s) x[r, target] - s / classes * sum_j x[r, j] (no last term when s = 0, whatever
    /// x); 0 where target == ignored. logsumexp is that of every row.
    void (*cross_entropy)(real* loss, real* logsumexp, const real* logits, const std::int32_t* targets,
                          std::int64_t rows, std::int64_t classes, real smoothing, std::int32_t ignored) noexcept;
    /// dx = upstream[r * upstream_stride] * (softmax - smoothed target); zeros where target == ignored.
    void (*cross_entropy_backward)(real* dx, bool accumulate, const real* upstream, std::int64_t upstream_stride,
                                   const real* logits, const real* logsumexp, const std::int32_t* targets,
                                   std::int64_t rows, std::int64_t classes, real smoothing,
                                   std::int32_t ignored) noexcept;
    /// out[r] = table[index[r]], rows of `width`.
    void (*gather_rows)(real* out, const real* table, const std::int32_t* index, std::int64_t count,
                        std::int64_t width) noexcept;
    /// table[index[r]] += x[r]. order lists 0 .. count-1 sorted by index, ties in rising order: the rows of one index
    /// are summed first, in that order, and added to the table once. The rest of the table is untouched.
    void (*scatter_add_rows)(real* table, const real* x, const std::int32_t* index, const std::int32_t* order,
                             std::int64_t count, std::int64_t width) noexcept;

    // Updates, in place.
    void (*adam)(real* w, real* m, real* v, const real* gradient, std::int64_t count, const AdamStep&) noexcept;
    /// velocity may be nullptr when momentum is 0.
    void (*sgd)(real* w, real* velocity, const real* gradient, std::int64_t count, const SgdStep&) noexcept;
    double (*sum_of_squares)(const real* x, std::int64_t count) noexcept;
};

/// The tables of this build, best first; the last is `reference`.
std::span<const Kernels* const> all_tables() noexcept;
/// Whether this CPU can run the table.
bool supported(const Kernels&) noexcept;
/// Makes the table of that name the one in use and returns it; nullptr, and no change, when there is none of that name
/// or this CPU cannot run it.
const Kernels* select(const char* name) noexcept;
/// The table in use: the first supported one of all_tables() until select() is called.
const Kernels& table() noexcept;

}  // namespace vitro::kernels::inline VITRO_REAL

namespace vitro::kernels {

/// Reserves the scratch that `threads` threads need and makes that the calling thread's team from now on; false when
/// there is no memory (nothing has changed then). Each thread of the program that runs kernels has a team of its own.
bool prepare(int threads) noexcept;
/// The size of the calling thread's team: 1 until it has called prepare().
int threads() noexcept;

/// What dispatch and the block sizes are taken from.
struct Cpu {
    char model[64];
    int physical_cores;       ///< within this process's affinity and the cgroup's quota
    std::int64_t l1, l2, l3;  ///< data cache bytes: per core, per core, shared; 0 when unknown
    bool avx2, avx512;        ///< with all the sub-features the tables are compiled for
};
const Cpu& cpu() noexcept;

}  // namespace vitro::kernels
