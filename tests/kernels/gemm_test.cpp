// tests/kernels/gemm_test.cpp: matrix products of every kind.
#include <doctest/doctest.h>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr const char* kActivations[kActivationCount] = {"", " relu", " gelu_tanh", " gelu_erf", " silu"};

/// What a problem is made from; `gap` is added to each leading dimension.
struct Setting {
    std::int64_t m, n, k;
    bool transpose_a = false, transpose_b = false;
    std::int64_t gap = 0, outer = 1, inner = 1;
    bool bias = false, special = false, share_b = false;
    Activation activation = Activation::none;
    bool keep = false;

    std::string str() const {
        return std::string(transpose_a ? "T" : "N") + (transpose_b ? "T " : "N ") + std::to_string(m) + "x" +
               std::to_string(n) + "x" + std::to_string(k) + " gap " + std::to_string(gap) + " grid " +
               std::to_string(outer) + "x" + std::to_string(inner) + (bias ? " bias" : "") +
               (special ? " special" : "") + kActivations[static_cast<int>(activation)] + (keep ? " keep" : "");
    }
    bool plain() const { return !bias && activation == Activation::none && !keep; }
};

/// The problem's operands, and everything of Gemm but the outputs.
struct GemmProblem {
    Gemm g;
    Numbers a, b, bias;
    std::int64_t c_size;

    GemmProblem(Source& source, const Setting& s)
        : g(shape(s)),
          a(source.numbers(g.stride_a[0] * s.outer)),
          b(source.numbers(s.share_b ? matrix(s.k, s.n, s.transpose_b, g.ldb) : g.stride_b[0] * s.outer)),
          bias(source.numbers(s.n)),
          c_size(std::max<std::int64_t>(0, g.stride_c[0] * s.outer - s.gap)) {
        g.a = a.data();
        g.b = b.data();
        if (s.bias) g.bias = bias.data();
        for (std::int64_t i = 2; s.special && i < a.size(); i += 29)
            a[i] = static_cast<real>(i % 2 == 0 ? kInfinity : kNan);
    }

    static std::int64_t matrix(std::int64_t rows, std::int64_t cols, bool transposed, std::int64_t ld) {
        return (transposed ? cols : rows) * ld;
    }
    static Gemm shape(const Setting& s) {
        Gemm g{.m = s.m, .n = s.n, .k = s.k, .transpose_a = s.transpose_a, .transpose_b = s.transpose_b};
        g.lda = (s.transpose_a ? s.m : s.k) + s.gap;
        g.ldb = (s.transpose_b ? s.k : s.n) + s.gap;
        g.ldc = s.n + s.gap;
        const std::int64_t sizes[] = {matrix(s.m, s.k, s.transpose_a, g.lda), matrix(s.k, s.n, s.transpose_b, g.ldb),
                                      s.m * g.ldc};
        g.batch[0] = s.outer, g.batch[1] = s.inner;
        g.stride_a[0] = s.inner * sizes[0], g.stride_a[1] = sizes[0];
        g.stride_c[0] = s.inner * sizes[2], g.stride_c[1] = sizes[2];
        if (!s.share_b) g.stride_b[0] = s.inner * sizes[1], g.stride_b[1] = sizes[1];
        g.activation = s.activation;
        return g;
    }
    /// |A| |B| + |bias| at each element of C.
    std::vector<real> sizes() const {
        const Numbers left = absolute(a), right = absolute(b), shift = absolute(bias);
        std::vector<real> result(static_cast<std::size_t>(c_size));
        Gemm sum = g;
        sum.a = left.data(), sum.b = right.data(), sum.c = result.data();
        if (g.bias) sum.bias = shift.data();
        sum.activation = Activation::none;
        all_tables().back()->gemm(sum);
        return result;
    }
    static Numbers absolute(const Numbers& x) {
        const Numbers size(x.size());
        for (std::int64_t i = 0; i < x.size(); ++i) size[i] = std::abs(x[i]);
        return size;
    }
};

/// |C - C_ref| <= (K + 2) eps (|A| |B|)_ij: each of K products and sums, the scale and the bias are rounded (Higham,
/// Accuracy and Stability of Numerical Algorithms, 3.5). An activation's slope is at most 1.13; it errs itself by at
/// most 4 eps |x| (elementwise_test.cpp).
Case gemm_case(Source& source, const Setting& s, bool threads = true) {
    const GemmProblem problem(source, s);
    const std::vector<real> sizes = problem.sizes();
    const auto of_sum = [&](std::int64_t i) {
        return kEps * static_cast<double>(s.k + 2) * static_cast<double>(sizes[static_cast<std::size_t>(i)]);
    };
    const auto of_result = [&](std::int64_t i) {
        if (s.activation == Activation::none) return of_sum(i);
        return 1.13 * of_sum(i) + 4 * kEps * static_cast<double>(sizes[static_cast<std::size_t>(i)]);
    };
    const std::int64_t c_size = problem.c_size;
    return {.slot = "gemm",
            .what = s.str(),
            .writes = s.plain() ? Writes::on_demand : Writes::over,
            .outputs = {{.size = c_size, .bound = bounds(c_size, of_result)},
                        {.size = s.keep ? c_size : 0, .bound = bounds(c_size, of_sum)}},
            .run =
                [=](const Kernels& kernels, auto& out, bool accumulate) {
                    Gemm g = problem.g;
                    g.c = out[0];
                    g.accumulate = accumulate;
                    if (s.keep) g.pre_activation = out[1];
                    kernels.gemm(g);
                },
            .threads = threads && 2 * s.m * s.n * s.k * s.outer * s.inner >= kLong};
}

/// Edges of the tiles (4 x 12, 6 x 16, 8 x 12, 14 x 32) and of the blocks of K (256).
void edge_cases(Source& source, const Visit& visit) {
    for (const std::int64_t k : {0, 1, 2, 17, 255, 256, 257})
        for (const std::int64_t m : {0, 1, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 29})
            for (const std::int64_t n : {0, 1, 11, 12, 13, 15, 16, 17, 31, 32, 33, 49})
                for (int kind = 0; kind < 4; ++kind) {
                    if ((m * 3 + n + k + kind) % 5 != 0 && m > 1 && n > 1) continue;
                    visit(gemm_case(source, {m, n, k, kind % 2 != 0, kind / 2 != 0, (m + n) % 3}, false));
                }
}

/// Large enough to be packed, with edges everywhere.
void packed_cases(Source& source, const Visit& visit) {
    for (const std::int64_t k : {3, 256, 257, 600})
        for (const auto& [m, n] : {std::pair{65, 129}, {71, 161}, {98, 256}})
            for (int kind = 0; kind < 4; ++kind)
                visit(gemm_case(source, {m, n, k, kind % 2 != 0, kind / 2 != 0, k % 3}, k == 600));
}

void kind_cases(Source& source, const Visit& visit) {
    for (int kind = 0; kind < 4; ++kind) {
        const bool ta = kind % 2 != 0, tb = kind / 2 != 0;
        for (const auto& [m, n, k] : {std::tuple{7, 19, 23}, {33, 70, 130}, {1, 64, 40}, {4, 3, 5}}) {
            visit(gemm_case(source, {m, n, k, ta, tb, 3, 2, 3}));
            visit(gemm_case(
                source, {.m = m, .n = n, .k = k, .transpose_a = ta, .transpose_b = tb, .outer = 5, .share_b = true}));
            visit(gemm_case(source,
                            {.m = m, .n = n, .k = k, .transpose_a = ta, .transpose_b = tb, .gap = 1, .special = true}));
            for (int activation = 0; activation < kActivationCount; ++activation)
                for (const bool keep : {false, true})
                    visit(gemm_case(source, {.m = m,
                                             .n = n,
                                             .k = k,
                                             .transpose_a = ta,
                                             .transpose_b = tb,
                                             .gap = 2,
                                             .bias = true,
                                             .activation = static_cast<Activation>(activation),
                                             .keep = keep}));
        }
        visit(gemm_case(source, {150, 170, 300, ta, tb}));
        visit(gemm_case(source, {.m = 3,
                                 .n = 20,
                                 .k = 0,
                                 .transpose_a = ta,
                                 .transpose_b = tb,
                                 .bias = true,
                                 .activation = Activation::silu,
                                 .keep = true}));
        visit(gemm_case(source, {.m = 20, .n = 24, .k = 5003, .transpose_a = ta, .transpose_b = tb}));
        visit(gemm_case(source, {.m = 2, .n = 3, .k = 40001, .transpose_a = ta, .transpose_b = tb}));
        visit(gemm_case(source, {.m = 2001, .n = 5, .k = 31, .transpose_a = ta, .transpose_b = tb}));
        visit(gemm_case(source, {.m = 1, .n = 3000, .k = 61, .transpose_a = ta, .transpose_b = tb, .bias = true}));
    }
}

/// The ways that only large products go, once each:
///   - several blocks of A and, beyond n = 4096, a second panel of B;
///   - accumulation over K > KC, in more than one block of sums both ways (1024 columns, 512 rows);
///   - an epilogue behind several chunks of K, in the five loops and in split_depth: not after each;
///   - split_depth, and what is just too large for it, counting the padding of a narrow C's rows;
///   - a small grid of problems that get the whole team, one after the other.
void path_cases(Source& source, const Visit& visit) {
    visit(gemm_case(source, {.m = 1100, .n = 4110, .k = 9, .bias = true}));
    visit(gemm_case(source, {.m = 520, .n = 1100, .k = 260, .transpose_a = true}));
    constexpr Activation kGelu = Activation::gelu_tanh, kSilu = Activation::silu;
    for (const bool ta : {false, true}) {
        const Setting wide{.m = 33, .n = 70, .k = 600, .transpose_a = ta, .bias = true};
        const Setting narrow{.m = 20, .n = 24, .k = 5003, .transpose_a = ta, .bias = true};
        for (const auto& [shape, activation] : {std::pair{wide, kGelu}, {narrow, kSilu}}) {
            Setting s = shape;
            s.activation = activation;
            s.keep = true;
            visit(gemm_case(source, s));
        }
        visit(gemm_case(source, {.m = 130, .n = 140, .k = 150, .transpose_a = ta, .outer = 3}));
    }
    for (const std::int64_t m : {256, 257, 2000})
        visit(gemm_case(source, {.m = m, .n = 1, .k = 4100, .transpose_a = true}));
}

}  // namespace

void gemm_cases(const Visit& visit) {
    Source source(27);
    edge_cases(source, visit);
    packed_cases(source, visit);
    kind_cases(source, visit);
    path_cases(source, visit);
}

TEST_CASE("gemm: every table agrees with the reference") {
    gemm_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
