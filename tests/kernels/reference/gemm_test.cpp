// tests/kernels/reference/gemm_test.cpp: the triple sum, in every way that operands may lie.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

constexpr std::int64_t kM = 3, kN = 10, kK = 5, kOuter = 2, kInner = 3, kGap = 2;

/// A matrix of a grid, stored transposed or not.
struct Matrix {
    std::vector<real> data;
    std::int64_t ld, size;
    bool transposed;

    Matrix(Source& source, std::int64_t rows, std::int64_t cols, bool turned)
        : ld((turned ? rows : cols) + kGap), size((turned ? cols : rows) * ld), transposed(turned) {
        data = random(source, size * kOuter * kInner);
    }
    Wide at(std::int64_t problem, std::int64_t row, std::int64_t col) const {
        const std::int64_t place = transposed ? col * ld + row : row * ld + col;
        return wide(data[static_cast<std::size_t>(problem * size + place)]);
    }
};

Wide activation_of(Activation activation, Wide x) {
    switch (activation) {
        case Activation::none:
            return x;
        case Activation::relu:
            return x > 0 ? x : 0;
        case Activation::gelu_tanh:
            return x / 2 * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0L)) * (x + 0.044715L * x * x * x)));
        case Activation::gelu_erf:
            return x / 2 * std::erfc(-x / std::sqrt(2.0L));
        case Activation::silu:
            return x / (1 + std::exp(-x));
    }
    return 0;
}

void check_gemm(bool transpose_a, bool transpose_b, Activation activation, bool with_bias) {
    Source source(1);
    const Matrix a(source, kM, kK, transpose_a), b(source, kK, kN, transpose_b), c(source, kM, kN, false);
    const std::vector<real> bias = random(source, kN);
    std::vector<real> got(c.data.size(), 77), before(c.data.size(), 77);
    Gemm g{.m = kM,
           .n = kN,
           .k = kK,
           .transpose_a = transpose_a,
           .transpose_b = transpose_b,
           .a = a.data.data(),
           .b = b.data.data(),
           .c = got.data(),
           .lda = a.ld,
           .ldb = b.ld,
           .ldc = c.ld};
    g.batch[0] = kOuter, g.batch[1] = kInner;
    g.stride_a[0] = kInner * a.size, g.stride_b[0] = kInner * b.size, g.stride_c[0] = kInner * c.size;
    g.stride_a[1] = a.size, g.stride_b[1] = b.size, g.stride_c[1] = c.size;
    g.activation = activation;
    if (with_bias) g.bias = bias.data();
    g.pre_activation = before.data();
    reference().gemm(g);
    for (std::int64_t problem = 0; problem < kOuter * kInner; ++problem)
        for (std::int64_t i = 0; i < kM; ++i)
            for (std::int64_t j = 0; j < c.ld; ++j) {
                const auto at = static_cast<std::size_t>(problem * c.size + i * c.ld + j);
                if (j >= kN) {
                    CHECK_MESSAGE(got[at] == 77, "between the rows nothing is written");
                    continue;
                }
                Wide sum = with_bias ? wide(bias[static_cast<std::size_t>(j)]) : 0;
                for (std::int64_t p = 0; p < kK; ++p) sum += a.at(problem, i, p) * b.at(problem, p, j);
                check_near(before[at], sum, 10, "before the activation");
                check_near(got[at], activation_of(activation, sum), 10, "c");
            }
}

}  // namespace

TEST_CASE("reference gemm: transposed or not, in a grid, with gaps") {
    for (const bool transpose_a : {false, true})
        for (const bool transpose_b : {false, true}) check_gemm(transpose_a, transpose_b, Activation::none, false);
}

TEST_CASE("reference gemm: bias, activation, and the value before it") {
    for (int activation = 0; activation < kActivationCount; ++activation)
        check_gemm(false, true, static_cast<Activation>(activation), true);
}

TEST_CASE("reference gemm: an empty sum is the bias, a NaN stays in its row") {
    const std::vector<real> bias{1, 2};
    std::vector<real> c(4, 9);
    reference().gemm({.m = 2, .n = 2, .k = 0, .c = c.data(), .ldc = 2, .bias = bias.data()});
    CHECK(c == std::vector<real>{1, 2, 1, 2});
    const std::vector<real> a{std::numeric_limits<real>::quiet_NaN(), 3}, b{1, 2};
    reference().gemm(
        {.m = 2, .n = 2, .k = 1, .a = a.data(), .b = b.data(), .c = c.data(), .lda = 1, .ldb = 2, .ldc = 2});
    CHECK(std::isnan(c[0]));
    CHECK(std::isnan(c[1]));
    CHECK(c[2] == 3);
    CHECK(c[3] == 6);
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
