// kernels/simd/gemm_rows.hpp: products with so few rows (or columns) that each number of the large operand is used only
// a few times. Memory sets the pace; what counts is to read the large operand once, in the order in which it lies.
//
//   sweep   a few rows times B:              all of a row's sums stay in L1 while B goes by, four of its rows at a time
//   dots    a few rows times B^T, or A times a few columns: inner products of lines that lie along k
//
// A decoder's step is of this kind: one row for each of its sentences.
#pragma once

#include "kernels/simd/gemm_tile.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

constexpr std::int64_t kFew = 4;  ///< rows of a sweep, lines of the small operand of `dots`
/// Columns of a sweep over so many rows: their sums, 16 KB, are half an L1. The fewer rows, the longer the runs of B.
constexpr std::int64_t sweep_cols(std::int64_t rows) {
    return 4096 / rows / kNR * kNR;
}

/// sums[i][x] += a(i, k .. k + kSteps) B[k .. k + kSteps][x] for kRows x cols.
template <int kRows, int kSteps>
void sweep_steps(Operand a, const float* b, std::int64_t ldb, float* sums, std::int64_t cols) {
    V factor[kRows][kSteps];
#pragma GCC unroll 4
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 4
        for (int k = 0; k < kSteps; ++k) factor[i][k] = V(*a.at(i, k).data);
    for_lanes(0, cols, [&](std::int64_t x, auto lanes) {
        V acc[kRows];
#pragma GCC unroll 4
        for (int i = 0; i < kRows; ++i) acc[i] = load(sums + i * sweep_cols(kRows) + x);
#pragma GCC unroll 4
        for (int k = 0; k < kSteps; ++k) {
            const V row = load(b + k * ldb + x, lanes);
#pragma GCC unroll 4
            for (int i = 0; i < kRows; ++i) acc[i] = fma(factor[i][k], row, acc[i]);
        }
#pragma GCC unroll 4
        for (int i = 0; i < kRows; ++i) store(sums + i * sweep_cols(kRows) + x, acc[i]);
    });
}

template <int kRows>
void sweep_rows(std::int64_t depth, Operand a, const float* b, std::int64_t ldb, float* sums, std::int64_t cols) {
    for (std::int64_t x = 0; x < kRows * sweep_cols(kRows); x += kLanes) store(sums + x, V(0.0F));
    std::int64_t k = 0;
    for (; k + 4 <= depth; k += 4) sweep_steps<kRows, 4>(a.at(0, k), b + k * ldb, ldb, sums, cols);
    for (; k < depth; ++k) sweep_steps<kRows, 1>(a.at(0, k), b + k * ldb, ldb, sums, cols);
}

inline bool sweep_applies(const Gemm& g) {
    return !g.transpose_b && g.n >= 8 * kLanes && (g.m <= kFew || (g.m <= kSweepRows && g.n * g.k > kSmallB));
}

/// B is not transposed. A task is a range of columns; up to kFew rows at a time share a sweep over B.
inline void sweep(const Gemm& g, Crew crew) {
    constexpr decltype(&sweep_rows<1>) kSweeps[kFew] = {sweep_rows<1>, sweep_rows<2>, sweep_rows<3>, sweep_rows<4>};
    const std::int64_t height = divide_up(g.m, divide_up(g.m, kFew));
    const std::int64_t width = smaller(sweep_cols(height), round_up(divide_up(g.n, crew.size()), kNR));
    crew.share(divide_up(g.n, width), 2 * g.m * g.n * g.k, [&](std::int64_t begin, std::int64_t end, int thread) {
        for (std::int64_t j = begin * width; j < smaller(end * width, g.n); j += width)
            for (std::int64_t i = 0; i < g.m; i += height) {
                const std::int64_t rows = smaller(height, g.m - i), cols = smaller(width, g.n - j);
                kSweeps[rows - 1](g.k, left(g).at(i, 0), g.b + j, g.ldb, sums_of(thread), cols);
                finish(g, sums_of(thread), sweep_cols(rows), g.c + i * g.ldc + j, j, rows, cols);
            }
    });
}

/// out[i * out_few + j * out_many] = few line i . many line j.
template <int kFewLines, int kManyLines>
void dot_tile(std::int64_t depth, const float* few, std::int64_t ld_few, const float* many, std::int64_t ld_many,
              float* out, std::int64_t out_few, std::int64_t out_many) {
    V acc[kFewLines][kManyLines];
#pragma GCC unroll 4
    for (int i = 0; i < kFewLines; ++i)
#pragma GCC unroll 4
        for (int j = 0; j < kManyLines; ++j) acc[i][j] = V(0.0F);
    for_lanes(0, depth, [&](std::int64_t k, auto lanes) {
#pragma GCC unroll 4
        for (int j = 0; j < kManyLines; ++j) {
            const V line = load(many + j * ld_many + k, lanes);
#pragma GCC unroll 4
            for (int i = 0; i < kFewLines; ++i) acc[i][j] = fma(load(few + i * ld_few + k, lanes), line, acc[i][j]);
        }
    });
#pragma GCC unroll 4
    for (int i = 0; i < kFewLines; ++i)
#pragma GCC unroll 4
        for (int j = 0; j < kManyLines; ++j) out[i * out_few + j * out_many] = reduce_add(acc[i][j]);
}

/// Lines of the large operand at a time: as many as leave the sums in registers.
template <int kFewLines>
void dot_lines(std::int64_t depth, const float* few, std::int64_t ld_few, const float* many, std::int64_t ld_many,
               std::int64_t lines, float* out, std::int64_t out_few, std::int64_t out_many) {
    constexpr int kManyLines = kFewLines <= 2 || kManyRegisters ? 4 : 2;
    std::int64_t j = 0;
    for (; j + kManyLines <= lines; j += kManyLines)
        dot_tile<kFewLines, kManyLines>(depth, few, ld_few, many + j * ld_many, ld_many, out + j * out_many, out_few,
                                        out_many);
    for (; j < lines; ++j)
        dot_tile<kFewLines, 1>(depth, few, ld_few, many + j * ld_many, ld_many, out + j * out_many, out_few, out_many);
}

/// Whether inner products are the way: few lines on one side, and the other side's lie along k, long enough to repay
/// the sum over a vector's lanes.
inline bool dots_apply(const Gemm& g) {
    if (g.k < 4 * kLanes || g.k * kFew > kSumsFloats) return false;
    return (g.m <= kFew && g.transpose_b) || (g.n <= kFew && !g.transpose_a);
}

inline void dots(const Gemm& g, Crew crew) {
    constexpr decltype(&dot_lines<1>) kDots[kFew] = {dot_lines<1>, dot_lines<2>, dot_lines<3>, dot_lines<4>};
    constexpr std::int64_t kLines = 64;
    const bool few_rows = g.m <= kFew && g.transpose_b;
    Operand few = few_rows ? left(g) : right(g);
    const Operand many = few_rows ? right(g) : left(g);
    const std::int64_t few_lines = few_rows ? g.m : g.n, many_lines = few_rows ? g.n : g.m;
    if (few.along != 1) {
        float* const copy = sums_of(crew.owner());
        for (std::int64_t i = 0; i < few_lines; ++i)
            for (std::int64_t k = 0; k < g.k; ++k) copy[i * g.k + k] = *few.at(i, k).data;
        few = {copy, g.k, 1};
    }
    crew.share(divide_up(many_lines, kLines), 2 * g.m * g.n * g.k, [&](std::int64_t begin, std::int64_t end, int) {
        for (std::int64_t line = begin * kLines; line < smaller(end * kLines, many_lines); line += kLines) {
            alignas(64) float sums[kLines * larger(kFew, kLanes)];
            const std::int64_t lines = smaller(kLines, many_lines - line);
            const std::int64_t ld = few_rows ? kLines : kLanes;
            kDots[few_lines - 1](g.k, few.data, few.across, many.at(line, 0).data, many.across, lines, sums,
                                 few_rows ? ld : 1, few_rows ? 1 : ld);
            if (few_rows)
                finish(g, sums, ld, g.c + line, line, g.m, lines);
            else
                finish(g, sums, ld, g.c + line * g.ldc, 0, lines, g.n);
        }
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
