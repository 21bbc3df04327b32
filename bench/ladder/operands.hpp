// bench/ladder/operands.hpp: what a rung is given: plain pointers and sizes, the same for every rung of a ladder.
//
// Matrices are dense and row-major. `scratch` is room for what a rung wants to write down on the way; how much there is
// stands beside it. What each kernel computes is written out in kernels/reference.
#pragma once

#include <cstdint>

namespace vitro::bench::ladder {

/// C = A B, with A m x k and B k x n.
struct Gemm {
    std::int64_t m, n, k;
    const float *a, *b;
    float* c;
};
/// dA = dC B^T and dB = A^T dC.
struct GemmBackward {
    std::int64_t m, n, k;
    const float *a, *b, *dc;
    float *da, *db;
    float* scratch;  ///< k x n
};

/// Along rows; causal: row r stands for query r % cols and sees the columns up to that one.
struct Softmax {
    std::int64_t rows, cols;
    bool causal;
    const float* x;
    float* y;
    float* scratch;  ///< rows x cols

    std::int64_t seen(std::int64_t row) const { return causal ? row % cols + 1 : cols; }
};
struct SoftmaxBackward {
    std::int64_t rows, cols;
    const float *dy, *y;
    float* dx;
    float* scratch;  ///< rows x cols
};

struct LayerNorm {
    std::int64_t rows, cols;
    float epsilon;
    const float *x, *gain, *bias;
    float *y, *mean, *rstd;
};
struct LayerNormBackward {
    std::int64_t rows, cols;
    const float *dy, *x, *gain, *mean, *rstd;
    float *dx, *dgain, *dbias;
    float* scratch;  ///< kParts x 2 x cols
    static constexpr std::int64_t kParts = 16;
};

/// Of each head a matrix times x width, one head after the other; as many queries as keys. Causal: query i sees the
/// keys up to i.
struct Attention {
    std::int64_t heads, times, width;
    bool causal;
    float scale;
    const float *query, *key, *value;
    float *output, *logsumexp;  ///< logsumexp: a number for each query
    float* scratch;             ///< heads x times x (times + width)

    std::int64_t seen(std::int64_t i) const { return causal ? i + 1 : times; }
};
struct AttentionBackward {
    std::int64_t heads, times, width;
    bool causal;
    float scale;
    const float *query, *key, *value, *output, *logsumexp, *output_gradient;
    float *query_gradient, *key_gradient, *value_gradient;
    float* scratch;  ///< 2 x heads x times x (times + width)

    std::int64_t seen(std::int64_t i) const { return causal ? i + 1 : times; }
};

/// With label smoothing; a row whose target is negative has no loss.
struct CrossEntropy {
    std::int64_t rows, classes;
    float smoothing;
    const float* logits;
    const std::int32_t* targets;
    float *loss, *logsumexp;
    float* scratch;  ///< rows x classes
};
struct CrossEntropyBackward {
    std::int64_t rows, classes;
    float smoothing, upstream;
    const float *logits, *logsumexp;
    const std::int32_t* targets;
    float* dx;
    float* scratch;  ///< rows x classes
};

}  // namespace vitro::bench::ladder
