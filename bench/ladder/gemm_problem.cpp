// bench/ladder/gemm_problem.cpp: operands of a product and its gradients, and how far a rung may be off.
#include <cmath>

#include "bench/ladder/problem.hpp"

namespace vitro::bench::ladder {
namespace {

double product_of(const Sizes& s) {
    return static_cast<double>(s.first * s.second * s.third);
}
/// Of A and B, of C.
double inputs(const Sizes& s) {
    return static_cast<double>(s.first * s.third + s.third * s.second) * sizeof(float);
}
double output(const Sizes& s) {
    return static_cast<double>(s.first * s.second) * sizeof(float);
}

/// The sum over `count` of |x y|, by the offsets of x and y from term to term.
double size_of_sum(const float* x, std::int64_t x_step, const float* y, std::int64_t y_step, std::int64_t count) {
    double size = 0;
    for (std::int64_t i = 0; i < count; ++i) size += std::abs(static_cast<double>(x[i * x_step]) * y[i * y_step]);
    return size;
}

/// A sum of `count` products, in any order: each term goes through its own rounding and at most `count` additions.
double sum_bound(const float* x, std::int64_t x_step, const float* y, std::int64_t y_step, std::int64_t count) {
    return kEps * static_cast<double>(count + 1) * size_of_sum(x, x_step, y, y_step, count);
}

void call(const kernels::Kernels& table, std::int64_t m, std::int64_t n, std::int64_t k, const float* a,
          bool transpose_a, const float* b, bool transpose_b, float* c) {
    kernels::Gemm g;
    g.m = m, g.n = n, g.k = k;
    g.a = a, g.transpose_a = transpose_a, g.lda = transpose_a ? m : k;
    g.b = b, g.transpose_b = transpose_b, g.ldb = transpose_b ? k : n;
    g.c = c, g.ldc = n;
    table.gemm(g);
}

Gemm make(Memory& memory, const Sizes& s) {
    return {.m = s.first,
            .n = s.second,
            .k = s.third,
            .a = memory.numbers(s.first * s.third),
            .b = memory.numbers(s.third * s.second),
            .c = memory.output("c", s.first * s.second)};
}

std::vector<Bound> bounds(const Gemm& g) {
    return {[=](std::int64_t i) { return sum_bound(g.a + i / g.n * g.k, 1, g.b + i % g.n, g.n, g.k); }};
}

GemmBackward make_backward(Memory& memory, const Sizes& s) {
    return {.m = s.first,
            .n = s.second,
            .k = s.third,
            .a = memory.numbers(s.first * s.third),
            .b = memory.numbers(s.third * s.second),
            .dc = memory.numbers(s.first * s.second),
            .da = memory.output("da", s.first * s.third),
            .db = memory.output("db", s.third * s.second),
            .scratch = memory.scratch(s.third * s.second)};
}

void call_backward(const kernels::Kernels& table, const GemmBackward& g) {
    call(table, g.m, g.k, g.n, g.dc, false, g.b, true, g.da);
    call(table, g.k, g.n, g.m, g.a, true, g.dc, false, g.db);
}

std::vector<Bound> backward_bounds(const GemmBackward& g) {
    return {[=](std::int64_t i) { return sum_bound(g.dc + i / g.k * g.n, 1, g.b + i % g.k * g.n, 1, g.n); },
            [=](std::int64_t i) { return sum_bound(g.a + i / g.n, g.k, g.dc + i % g.n, g.n, g.m); }};
}

}  // namespace

const Problem<Gemm> kGemm{
    .kernel = "gemm",
    .direction = "forward",
    .idea = "The slot of the table: the same plan with block sizes from this CPU's caches and paths for small sizes.",
    .timed = {480, 480, 480},
    .operations = [](const Sizes& s) { return 2 * product_of(s); },
    .bytes = [](const Sizes& s) -> Bytes {
        return {inputs(s), output(s)};
    },
    .make = make,
    .call = [](const kernels::Kernels& table,
               const Gemm& g) { call(table, g.m, g.n, g.k, g.a, false, g.b, false, g.c); },
    .bounds = bounds};

const Problem<GemmBackward> kGemmBackward{
    .kernel = "gemm",
    .direction = "backward",
    .idea = "The slot, called twice: its packing transposes whole vectors, where ours moves single numbers.",
    .timed = {480, 480, 480},
    .operations = [](const Sizes& s) { return 4 * product_of(s); },
    .bytes = [](const Sizes& s) -> Bytes {
        return {inputs(s) + output(s), inputs(s)};
    },
    .make = make_backward,
    .call = call_backward,
    .bounds = backward_bounds};

}  // namespace vitro::bench::ladder
