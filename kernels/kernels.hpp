// kernels/kernels.hpp: THE border. Numbers in, numbers out: pointers and sizes, nothing of tensors or graphs.
//
// A table of function pointers holds one implementation of everything. `reference` is plain loops that a student can
// read; each SIMD table has its own function for every slot. Conventions that hold for all of them:
//
//   - outputs first, then inputs, then sizes; matrices are row-major;
//   - sizes of 0 are allowed: where there are no elements nothing is done, and an empty sum is 0 (a gemm with k = 0
//     stores activation(bias), attention with no keys zeros); layer_norm and cross_entropy need a column;
//   - `noexcept`; no allocation (scratch is reserved by prepare()); pointers need the alignment of `real` only;
//   - outputs do not overlap inputs, except where a slot says "in place";
//   - `accumulate`: dst <- dst + c, where c is exactly what overwriting would have stored, rounded once;
//   - the result has the same bits for any number of threads.
#pragma once

#include <cstdint>
#include <span>

#include "kernels/philox.hpp"
#include "kernels/problems.hpp"
#include "kernels/real.hpp"

namespace vitro::kernels::inline VITRO_REAL {

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
    /// Gradient of operand `which` (0 or 1) before any un-broadcast: dst has the layout's size, contiguous. Both a and
    /// b must be readable, also where the rule needs only one.
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
    /// Pairs of columns as complex numbers: dst = x * turns (+ dst), or x * conjugate(turns), which turns `back`.
    /// x: [batch, time, heads, width]; turns: [time, width], the (cos, sin) of each pair's angle; width is even.
    void (*rotate)(real* dst, bool accumulate, const real* x, const real* turns, bool back, std::int64_t batch,
                   std::int64_t time, std::int64_t heads, std::int64_t width) noexcept;

    // Reductions of x[outer, count, inner] over the middle axis: rows (inner = 1), columns (outer = 1), all (both 1).
    void (*sum)(real* dst, bool accumulate, const real* x, double factor, std::int64_t outer, std::int64_t count,
                std::int64_t inner) noexcept;
    /// Also the position (0 <= index < count) of the first maximum; a NaN wins. 1 <= count < 2^31.
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
    /// x); 0 where target == ignored, otherwise 0 <= target < classes. logsumexp is that of every row.
    void (*cross_entropy)(real* loss, real* logsumexp, const real* logits, const std::int32_t* targets,
                          std::int64_t rows, std::int64_t classes, real smoothing, std::int32_t ignored) noexcept;
    /// dx = upstream[r * upstream_stride] * (softmax - smoothed target); zeros where target == ignored.
    void (*cross_entropy_backward)(real* dx, bool accumulate, const real* upstream, std::int64_t upstream_stride,
                                   const real* logits, const real* logsumexp, const std::int32_t* targets,
                                   std::int64_t rows, std::int64_t classes, real smoothing,
                                   std::int32_t ignored) noexcept;
    /// out[r] = table[index[r]], rows of `width`; an index is never negative, nor beyond the table's last row.
    void (*gather_rows)(real* out, const real* table, const std::int32_t* index, std::int64_t count,
                        std::int64_t width) noexcept;
    /// table[index[r]] += x[r]. order lists 0 .. count-1 sorted by index, ties in rising order: the rows of one index
    /// are summed first, in that order, and added to the table once. The rest of the table is untouched. count < 2^31.
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
/// there is no memory, or when called from inside a kernel (nothing has changed then). Each thread of the program that
/// runs kernels has a team of its own.
bool prepare(int threads) noexcept;
/// The size of the calling thread's team: 1 until it has called prepare().
int threads() noexcept;

/// What dispatch (the features), block sizes (l2) and teams (physical_cores) are taken from.
struct Cpu {
    char model[64];
    int physical_cores;       ///< within this process's affinity and the cgroup's quota
    std::int64_t l1, l2, l3;  ///< data cache bytes: per core, per core, shared; 0 when unknown
    bool avx2, avx512;        ///< with all the sub-features the tables are compiled for
};
const Cpu& cpu() noexcept;

}  // namespace vitro::kernels
