// kernels/reference/gemm.cpp: C = activation(scale * op(A) op(B) + bias), each element by its definition.
//
//   c_ij = sum_p a_ip b_pj
//
// Eight neighbours of a row of C at a time: their sums do not wait for each other, which a single chain of additions
// would. Each is still added up in rising order of p, in double precision.
#include <array>

#include "kernels/elementwise_rows.hpp"
#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"
#include "kernels/with_constant.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {
namespace {

/// A matrix as it is stored: element (row, column) is at data[row * down + column * across].
struct Stored {
    const real* data;
    std::int64_t down, across;
};

Stored operand(const real* data, std::int64_t ld, bool transposed) {
    return transposed ? Stored{data, 1, ld} : Stored{data, ld, 1};
}

/// Row i of A times columns j .. j + width of B.
template <std::size_t width>
std::array<double, width> dots(const Stored& a, const Stored& b, std::int64_t i, std::int64_t j, std::int64_t k) {
    std::array<double, width> sums{};
    for (std::int64_t p = 0; p < k; ++p) {
        const double left = static_cast<double>(a.data[i * a.down + p * a.across]);
        const real* right = b.data + p * b.down + j * b.across;
        for (std::size_t c = 0; c < width; ++c) sums[c] += left * static_cast<double>(right[c * b.across]);
    }
    return sums;
}

double activated(Activation activation, double x) {
    double y = x;
    rows::with_constant(activation, [&](auto constant) { y = rows::activate<constant()>(x); });
    return y;
}

/// Stores the finished sum at `at` elements from the start of C.
void finish(const Gemm& g, std::int64_t at, std::int64_t column, double sum) {
    const double bias = g.bias ? static_cast<double>(g.bias[column]) : 0;
    const double value = sum + bias;
    if (g.pre_activation) g.pre_activation[at] = static_cast<real>(value);
    put(g.c[at], g.accumulate, activated(g.activation, value));
}

void row(const Gemm& g, std::int64_t problem, std::int64_t i) {
    const std::int64_t outer = problem / g.batch[1], inner = problem % g.batch[1];
    const Stored a = operand(g.a + outer * g.stride_a[0] + inner * g.stride_a[1], g.lda, g.transpose_a);
    const Stored b = operand(g.b + outer * g.stride_b[0] + inner * g.stride_b[1], g.ldb, g.transpose_b);
    const std::int64_t start = outer * g.stride_c[0] + inner * g.stride_c[1] + i * g.ldc;
    constexpr std::int64_t kWidth = 8;
    std::int64_t j = 0;
    for (; j + kWidth <= g.n; j += kWidth) {
        const auto sums = dots<kWidth>(a, b, i, j, g.k);
        for (std::int64_t c = 0; c < kWidth; ++c) finish(g, start + j + c, j + c, sums[c]);
    }
    for (; j < g.n; ++j) finish(g, start + j, j, dots<1>(a, b, i, j, g.k)[0]);
}

}  // namespace

void gemm(const Gemm& g) noexcept {
    for_each(g.batch[0] * g.batch[1] * g.m, 2 * g.n * g.k, [&](std::int64_t task) { row(g, task / g.m, task % g.m); });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
