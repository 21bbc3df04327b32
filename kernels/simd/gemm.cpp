// kernels/simd/gemm.cpp: the matrix product: which way a problem goes, and the grid of problems.
#include "kernels/simd/families.hpp"
#include "kernels/simd/gemm_loops.hpp"
#include "kernels/simd/gemm_rows.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// The part of a problem that starts at row i, column j, with nothing done to its sums, which go to `sums`.
Gemm sums_only(const Gemm& g, std::int64_t i, std::int64_t j, std::int64_t k, float* sums, std::int64_t ld) {
    Gemm part = g;
    part.a = left(g).at(i, k).data;
    part.b = right(g).at(j, k).data;
    part.c = sums;
    part.ldc = ld;
    part.accumulate = false;
    part.bias = nullptr;
    part.activation = Activation::none;
    part.pre_activation = nullptr;
    return part;
}

/// Accumulation over a K longer than KC: sums may not stand in C meanwhile, so a block of them stands in scratch.
void accumulate_long(const Gemm& g, Crew crew) {
    const std::int64_t cols = smaller(round_up(g.n, kLanes), 1024), rows = kSumsFloats / cols;
    float* const sums = sums_of(crew.owner());
    for (std::int64_t i = 0; i < g.m; i += rows)
        for (std::int64_t j = 0; j < g.n; j += cols) {
            Gemm part = sums_only(g, i, j, 0, sums, cols);
            part.m = smaller(rows, g.m - i);
            part.n = smaller(cols, g.n - j);
            five_loops(part, crew);
            crew.share(part.m, part.m * part.n, [&](std::int64_t begin, std::int64_t end, int) {
                finish(g, sums + begin * cols, cols, g.c + (i + begin) * g.ldc + j, j, end - begin, part.n);
            });
        }
}

// A long K with few outputs, as the gradient of a narrow layer's weights, leaves nothing to share out but K. Outputs
// count with the padding of their rows, so that the sums of all parts fit the scratch.
constexpr std::int64_t kSplitOutputs = 64 * 64, kSplitDepth = 1024, kSplitParts = 64;

/// Work from which on one problem of a small grid is worth a team of its own.
constexpr std::int64_t kTeamWork = std::int64_t{1} << 22;

bool split_applies(const Gemm& g) {
    return g.m * round_up(g.n, kLanes) <= kSplitOutputs && g.k >= 4 * kSplitDepth;
}

/// K in parts whose number depends on K alone; their sums are added pairwise, in the same tree whoever made them.
void split_depth(const Gemm& g, Crew crew) {
    const std::int64_t depth = round_up(divide_up(g.k, smaller(divide_up(g.k, kSplitDepth), kSplitParts)), kKC);
    const std::int64_t parts = divide_up(g.k, depth), ld = round_up(g.n, kLanes), size = g.m * ld;
    float* const sums = sums_of(crew.owner());
    crew.share(parts, 2 * g.m * g.n * g.k, [&](std::int64_t begin, std::int64_t end, int thread) {
        for (std::int64_t p = begin; p < end; ++p) {
            Gemm part = sums_only(g, 0, 0, p * depth, sums + p * size, ld);
            part.k = smaller(depth, g.k - p * depth);
            five_loops(part, Crew{thread});
        }
    });
    crew.share(g.m, parts * size, [&](std::int64_t begin, std::int64_t end, int) {
        for (std::int64_t step = 1; step < parts; step *= 2)
            for (std::int64_t p = 0; p + step < parts; p += 2 * step)
                for (std::int64_t x = begin * ld; x < end * ld; x += kLanes) {
                    float* const sum = sums + p * size + x;
                    store(sum, load(sum) + load(sum + step * size));
                }
        finish(g, sums + begin * ld, ld, g.c + begin * g.ldc, 0, end - begin, g.n);
    });
}
static_assert(kSplitParts * kSplitOutputs <= kSumsFloats);

/// One problem. The way depends on its size alone, never on the crew.
void product(const Gemm& g, Crew crew) {
    if (dots_apply(g)) return dots(g, crew);
    if (sweep_applies(g)) return sweep(g, crew);
    if (split_applies(g)) return split_depth(g, crew);
    if (g.accumulate && g.k > kKC) return accumulate_long(g, crew);
    five_loops(g, crew);
}

/// Problem `index` of the grid, by itself.
Gemm problem_of(const Gemm& g, std::int64_t index) {
    Gemm one = g;
    const std::int64_t at[2] = {index / g.batch[1], index % g.batch[1]};
    const std::int64_t c = at[0] * g.stride_c[0] + at[1] * g.stride_c[1];
    one.a += at[0] * g.stride_a[0] + at[1] * g.stride_a[1];
    one.b += at[0] * g.stride_b[0] + at[1] * g.stride_b[1];
    one.c += c;
    if (g.pre_activation != nullptr) one.pre_activation += c;
    return one;
}

}  // namespace

void gemm(const Gemm& g) noexcept {
    const std::int64_t problems = g.batch[0] * g.batch[1];
    if (g.m <= 0 || g.n <= 0 || problems <= 0) return;
    if (problems == 1) return product(g, Crew{});
    const std::int64_t work = 2 * g.m * g.n * larger(g.k, 1);
    if (problems >= 4 * threads() || work < kTeamWork)
        parallel_for(problems, problems * work, [&](std::int64_t begin, std::int64_t end, int thread) {
            for (std::int64_t p = begin; p < end; ++p) product(problem_of(g, p), Crew{thread});
        });
    else
        for (std::int64_t p = 0; p < problems; ++p) product(problem_of(g, p), Crew{});
}

}  // namespace vitro::kernels::VITRO_ISA
