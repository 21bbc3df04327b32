// kernels/simd/families.hpp: every slot of the table, as one instruction set implements it. A family's file defines its
// functions in `namespace vitro::kernels::VITRO_ISA`, everything else it needs in an unnamed namespace inside.
//
// Functions by name, not a function that overrides slots: the table must be a constant. Code that fills it would be
// compiled for the table's own instruction set, and a CPU without it could not even list the table.
#pragma once

#include "kernels/kernels.hpp"

namespace vitro::kernels::VITRO_ISA {

/// This instruction set's table: constant data, safe to look at on any CPU.
const Kernels& table() noexcept;

// gemm.cpp, attention.cpp, attention_backward.cpp
void gemm(const Gemm&) noexcept;
void attention(const AttentionForward&) noexcept;
void attention_backward(const AttentionBackward&) noexcept;
std::int64_t attention_workspace(const Attention&) noexcept;

// elementwise.cpp, binary.cpp
void unary(Unary, real* y, const real* x, std::int64_t count) noexcept;
void unary_backward(Unary, real* dx, bool accumulate, const real* dy, const real* saved, std::int64_t count) noexcept;
void scale(real* dst, bool accumulate, const real* x, real factor, std::int64_t count) noexcept;
void fill(real* dst, real value, std::int64_t count) noexcept;
void binary(Binary, real* out, const real* a, const real* b, const Layout&, const Strides& a_strides,
            const Strides& b_strides) noexcept;
void binary_backward(Binary, int which, real* dst, bool accumulate, const real* dy, const real* a, const real* b,
                     const Layout&, const Strides& a_strides, const Strides& b_strides) noexcept;

// copy.cpp, mask.cpp, dropout.cpp
void copy(real* dst, const Strides& dst_strides, bool accumulate, const real* x, const Strides& x_strides,
          const Layout&) noexcept;
void mask(real* dst, bool accumulate, const real* x, real value, std::int64_t rows, std::int64_t cols,
          const MaskView&) noexcept;
void dropout(real* dst, bool accumulate, const real* x, std::int64_t count, const DropoutKey&) noexcept;

// reduce.cpp
void sum(real* dst, bool accumulate, const real* x, real factor, std::int64_t outer, std::int64_t count,
         std::int64_t inner) noexcept;
void max(real* dst, std::int32_t* index, const real* x, std::int64_t outer, std::int64_t count,
         std::int64_t inner) noexcept;
void repeat(real* dst, bool accumulate, const real* x, real factor, std::int64_t outer, std::int64_t count,
            std::int64_t inner) noexcept;
void route(real* dst, const real* x, const std::int32_t* index, std::int64_t outer, std::int64_t count,
           std::int64_t inner) noexcept;

// softmax.cpp
void softmax(real* y, const real* x, std::int64_t rows, std::int64_t cols, const MaskView&) noexcept;
void softmax_backward(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                      std::int64_t cols) noexcept;
void log_softmax(real* y, const real* x, std::int64_t rows, std::int64_t cols) noexcept;
void log_softmax_backward(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                          std::int64_t cols) noexcept;

// layer_norm.cpp
void layer_norm(real* y, real* mean, real* rstd, const real* x, const real* gain, const real* bias, std::int64_t rows,
                std::int64_t cols, real epsilon) noexcept;
void layer_norm_backward(real* dx, bool accumulate, const real* dy, const real* x, const real* gain, const real* mean,
                         const real* rstd, std::int64_t rows, std::int64_t cols) noexcept;
void layer_norm_backward_parameters(real* dgain, bool accumulate_gain, real* dbias, bool accumulate_bias,
                                    const real* dy, const real* x, const real* mean, const real* rstd,
                                    std::int64_t rows, std::int64_t cols) noexcept;

// cross_entropy.cpp
void cross_entropy(real* loss, real* logsumexp, const real* logits, const std::int32_t* targets, std::int64_t rows,
                   std::int64_t classes, real smoothing, std::int32_t ignored) noexcept;
void cross_entropy_backward(real* dx, bool accumulate, const real* upstream, std::int64_t upstream_stride,
                            const real* logits, const real* logsumexp, const std::int32_t* targets, std::int64_t rows,
                            std::int64_t classes, real smoothing, std::int32_t ignored) noexcept;

// embedding.cpp
void gather_rows(real* out, const real* table, const std::int32_t* index, std::int64_t count,
                 std::int64_t width) noexcept;
void scatter_add_rows(real* table, const real* x, const std::int32_t* index, const std::int32_t* order,
                      std::int64_t count, std::int64_t width) noexcept;

// update.cpp
void adam(real* w, real* m, real* v, const real* gradient, std::int64_t count, const AdamStep&) noexcept;
void sgd(real* w, real* velocity, const real* gradient, std::int64_t count, const SgdStep&) noexcept;
double sum_of_squares(const real* x, std::int64_t count) noexcept;

}  // namespace vitro::kernels::VITRO_ISA
