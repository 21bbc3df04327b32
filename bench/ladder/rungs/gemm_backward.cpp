// bench/ladder/rungs/gemm_backward.cpp: dA = dC B^T and dB = A^T dC, two products with a transposed operand.
#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/packed.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// da_ip = sum_j dc_ij b_pj and db_pj = sum_i a_ip dc_ij: the second walks down two columns at once.
void naive(const GemmBackward& g) {
    for (std::int64_t i = 0; i < g.m; ++i)
        for (std::int64_t p = 0; p < g.k; ++p) {
            float total = 0;
            for (std::int64_t j = 0; j < g.n; ++j) total += g.dc[i * g.n + j] * g.b[p * g.n + j];
            g.da[i * g.k + p] = total;
        }
    for (std::int64_t p = 0; p < g.k; ++p)
        for (std::int64_t j = 0; j < g.n; ++j) {
            float total = 0;
            for (std::int64_t i = 0; i < g.m; ++i) total += g.a[i * g.k + p] * g.dc[i * g.n + j];
            g.db[p * g.n + j] = total;
        }
}

/// dB as a sum over i of outer products, along rows; dA's sums already run along rows, and four of them at a time no
/// longer wait for each other's additions.
void reordered(const GemmBackward& g) {
    for (std::int64_t i = 0; i < g.m; ++i) {
        const float* dc = g.dc + i * g.n;
        for (std::int64_t p = 0; p < g.k; p += 4) {
            const std::int64_t count = smaller(4, g.k - p);
            float totals[4] = {0, 0, 0, 0};
            const float* b[4];
            for (std::int64_t q = 0; q < 4; ++q) b[q] = g.b + (p + smaller(q, count - 1)) * g.n;
            for (std::int64_t j = 0; j < g.n; ++j)
                for (int q = 0; q < 4; ++q) totals[q] += dc[j] * b[q][j];
            for (std::int64_t q = 0; q < count; ++q) g.da[i * g.k + p + q] = totals[q];
        }
        for (std::int64_t p = 0; p < g.k; ++p) {
            const float factor = g.a[i * g.k + p];
            float* db = g.db + p * g.n;
            for (std::int64_t j = 0; j < g.n; ++j) db[j] = (i == 0 ? 0 : db[j]) + factor * dc[j];
        }
    }
}

/// Vectors along the rows of dC, for both. A sum of dA is spread over the lanes and folded at its end.
void simd(const GemmBackward& g) {
    for (std::int64_t i = 0; i < g.m; ++i) {
        const float* dc = g.dc + i * g.n;
        for (std::int64_t p = 0; p < g.k; ++p) {
            const float* b = g.b + p * g.n;
            float* db = g.db + p * g.n;
            const Vec factor = all(g.a[i * g.k + p]);
            Vec totals{};
            for_vectors(g.n, [&](std::int64_t j, std::int64_t n) {
                const Vec slope = load(dc + j, n);
                totals = fma(slope, load(b + j, n), totals);
                store(db + j, fma(factor, slope, i == 0 ? Vec{} : load(db + j, n)), n);
            });
            g.da[i * g.k + p] = sum(totals);
        }
    }
}

/// Register tiles for both. For dA, B is transposed first, so that its vectors lie along a row; the transpose of A is
/// read in place, a number at a time.
void tiled(const GemmBackward& g) {
    transpose(g.scratch, g.b, g.k, g.n);
    multiply(g.da, g.k, {g.dc, g.n, 1}, g.scratch, g.k, g.m, g.k, g.n, true);
    multiply(g.db, g.n, {g.a, 1, g.k}, g.dc, g.n, g.k, g.n, g.m, true);
}

/// Packing copies anyway, and transposes on the way: a transpose is a swap of two strides.
void packed(const GemmBackward& g) {
    multiply_packed(g.da, g.k, {g.dc, g.n, 1}, {g.b, 1, g.n}, g.m, g.k, g.n, 0);
    multiply_packed(g.db, g.n, {g.a, 1, g.k}, {g.dc, g.n, 1}, g.k, g.n, g.m, 0);
}

/// Rows of dA, then rows of dB, shared out among the threads.
void threaded(const GemmBackward& g) {
    multiply_threaded(g.da, g.k, {g.dc, g.n, 1}, {g.b, 1, g.n}, g.m, g.k, g.n);
    multiply_threaded(g.db, g.n, {g.a, 1, g.k}, {g.dc, g.n, 1}, g.k, g.n, g.m);
}

constexpr Step<GemmBackward> kSteps[] = {
    {"naive", "Both gradients by their sums: dB's walks down a column of A and a column of dC.", naive},
    {"reordered", "dB as a sum of outer products along rows; four sums of dA at a time do not wait.", reordered},
    {"simd", "Vectors along the rows of dC, loaded once for both gradients.", simd},
    {"tiled", "Register tiles for both products, after one transposition of B.", tiled},
    {"packed", "Packing transposes on the way: a transpose is a swap of two strides.", packed},
    {"threaded", "Rows of dA, then rows of dB, shared out: no two cores write the same gradient.", threaded,
     Team::threads},
};

}  // namespace

Steps<GemmBackward> gemm_backward_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
