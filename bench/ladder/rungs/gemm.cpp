// bench/ladder/rungs/gemm.cpp: C = A B, from three loops to threads.
#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/packed.hpp"

namespace vitro::bench::ladder::VITRO_ISA {
namespace {

/// The definition: c_ij = sum_p a_ip b_pj. Walking down a column of B takes a new cache line for every number, and each
/// addition waits for the one before.
void naive(const Gemm& g) {
    for (std::int64_t i = 0; i < g.m; ++i)
        for (std::int64_t j = 0; j < g.n; ++j) {
            float total = 0;
            for (std::int64_t p = 0; p < g.k; ++p) total += g.a[i * g.k + p] * g.b[p * g.n + j];
            g.c[i * g.n + j] = total;
        }
}

/// The two inner loops swapped: row i of C is a sum of rows of B, all read from front to back; and the sums of a row
/// do not wait for each other.
void reordered(const Gemm& g) {
    for (std::int64_t i = 0; i < g.m; ++i) {
        float* c = g.c + i * g.n;
        for (std::int64_t j = 0; j < g.n; ++j) c[j] = 0;
        for (std::int64_t p = 0; p < g.k; ++p) {
            const float factor = g.a[i * g.k + p];
            for (std::int64_t j = 0; j < g.n; ++j) c[j] += factor * g.b[p * g.n + j];
        }
    }
}

/// The same loops, a vector of columns at a time: as many multiply-adds in one instruction as a register has lanes. But
/// each loads and stores a vector of C, and there the time goes now.
void simd(const Gemm& g) {
    for (std::int64_t i = 0; i < g.m; ++i) {
        float* c = g.c + i * g.n;
        for_vectors(g.n, [&](std::int64_t j, std::int64_t n) { store(c + j, Vec{}, n); });
        for (std::int64_t p = 0; p < g.k; ++p) {
            const Vec factor = all(g.a[i * g.k + p]);
            const float* b = g.b + p * g.n;
            for_vectors(g.n, [&](std::int64_t j, std::int64_t n) {
                store(c + j, fma(factor, load(b + j, n), load(c + j, n)), n);
            });
        }
    }
}

/// A tile of C, 6 rows by 2 vectors, stays in registers for the whole of k: 12 multiply-adds for 8 loads (product.hpp).
void tiled(const Gemm& g) {
    multiply(g.c, g.n, {g.a, g.k, 1}, g.b, g.n, g.m, g.n, g.k, true);
}

/// The same tiles over blocks of A and B that fit the caches, copied into the order in which a tile reads (packed.hpp).
void packed(const Gemm& g) {
    multiply_packed(g.c, g.n, {g.a, g.k, 1}, {g.b, g.n, 1}, g.m, g.n, g.k, 0);
}

/// Each thread has its own rows of C, and packs for itself: nothing to wait for, no line written by two.
void threaded(const Gemm& g) {
    multiply_threaded(g.c, g.n, {g.a, g.k, 1}, {g.b, g.n, 1}, g.m, g.n, g.k);
}

constexpr Step<Gemm> kSteps[] = {
    {"naive", "Three loops as the definition has them: a column of B costs a cache line for each number.", naive},
    {"reordered", "Loops in the order i, p, j: B and C are read along their rows, and sums do not wait.", reordered},
    {"simd", "A vector of columns at a time: one instruction multiplies and adds in every lane.", simd},
    {"tiled", "6 rows by 2 vectors of C stay in registers while k runs, instead of going to memory each time.", tiled},
    {"packed", "Blocks that fit the caches, copied into the order of reading: no strides, no wasted lines.", packed},
    {"threaded", "Each core has its own rows of C and packs for itself, so that no core waits.", threaded,
     Team::threads},
    {"yours", "Two rows of C at a time share each vector of B; this rung is yours to change.", yours},
};

}  // namespace

Steps<Gemm> gemm_steps() {
    return {kSteps, sizeof kSteps / sizeof *kSteps};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
