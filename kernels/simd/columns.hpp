// kernels/simd/columns.hpp: sums down columns, always in the same tree: 32 rows, 32 such sums, and from there on in
// double precision. Long and narrow problems are cut into pieces by their shape alone, and the pieces' sums added in
// order.
//
// K sums are made in one pass: term(matrix, row, column, lanes, into) adds its vectors to into[0 .. K). A task takes a
// strip of columns; its totals are those of sum k, column c at total[k * kStrip + c].
#pragma once

#include "kernels/kernels.hpp"
#include "kernels/simd/lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// Columns that one task sums: four vectors.
inline constexpr std::int64_t kStrip = 4 * kLanes;
inline constexpr std::int64_t kRowGroup = 32, kRowBlock = kRowGroup * kRowGroup;
inline constexpr std::int64_t kMostPieces = 16, kFewStrips = 16;

/// Adds the sums over rows begin .. end of N vectors of columns to the totals.
template <int K, int N, class Lanes, class Term>
inline void sum_rows(double* total, std::int64_t begin, std::int64_t end, Lanes lanes, Term term) {
    while (begin < end) {
        V block[N][K];
        for (auto& vector : block)
            for (V& sum : vector) sum = V(0.0F);
        const std::int64_t block_end = begin + kRowBlock < end ? begin + kRowBlock : end;
        while (begin < block_end) {
            V group[N][K];
            for (auto& vector : group)
                for (V& sum : vector) sum = V(0.0F);
            const std::int64_t group_end = begin + kRowGroup < block_end ? begin + kRowGroup : block_end;
            for (; begin < group_end; ++begin)
                for (int n = 0; n < N; ++n) term(begin, n * kLanes, lanes, group[n]);
            for (int n = 0; n < N; ++n)
                for (int k = 0; k < K; ++k) block[n][k] = block[n][k] + group[n][k];
        }
        for (int n = 0; n < N; ++n)
            for (int k = 0; k < K; ++k) {
                float sums[kLanes];
                store(sums, block[n][k]);
                double* into = total + k * kStrip + n * kLanes;
                for (std::int64_t c = 0; c < kLanes; ++c) into[c] += static_cast<double>(sums[c]);
            }
    }
}

/// The same for any width up to kStrip.
template <int K, class Term>
inline void sum_strip(double* total, std::int64_t begin, std::int64_t end, std::int64_t width, const Term& term) {
    if (width == kStrip) return sum_rows<K, 4>(total, begin, end, All{}, term);
    for_lanes(0, width, [&](std::int64_t first, auto lanes) {
        sum_rows<K, 1>(total + first, begin, end, lanes,
                       [&](std::int64_t row, std::int64_t, auto some, V* into) { term(row, first, some, into); });
    });
}

/// finish(matrix, first column, width, totals) for every strip of `outer` matrices of rows x cols.
template <int K, class Term, class Finish>
inline void sum_columns(std::int64_t outer, std::int64_t rows, std::int64_t cols, const Term& term,
                        const Finish& finish) {
    const std::int64_t across = divide_up(cols, kStrip), strips = outer * across, blocks = divide_up(rows, kRowBlock);
    const std::int64_t most = blocks < kMostPieces ? blocks : kMostPieces;
    const std::int64_t pieces = strips < kFewStrips && most > 1 ? most : 1;
    const std::int64_t piece_rows = divide_up(blocks, pieces) * kRowBlock;
    const auto width_of = [=](std::int64_t first) { return cols - first < kStrip ? cols - first : kStrip; };
    const auto sum_piece = [&](double* total, std::int64_t strip, std::int64_t piece) {
        const std::int64_t matrix = strip / across, first = strip % across * kStrip, begin = piece * piece_rows;
        const std::int64_t end = begin + piece_rows < rows ? begin + piece_rows : rows;
        sum_strip<K>(total, begin, end, width_of(first),
                     [&](std::int64_t row, std::int64_t column, auto lanes, V* into) {
                         term(matrix, row, first + column, lanes, into);
                     });
    };
    const auto finish_strip = [&](std::int64_t strip, const double* total) {
        const std::int64_t first = strip % across * kStrip;
        finish(strip / across, first, width_of(first), total);
    };
    double* partial = pieces > 1 ? static_cast<double*>(scratch(0)) : nullptr;
    parallel_for(strips * pieces, K * outer * rows * cols, [&](std::int64_t task, std::int64_t end, int) {
        for (; task < end; ++task) {
            double own[K * kStrip];
            double* total = pieces == 1 ? own : partial + task * K * kStrip;
            for (std::int64_t i = 0; i < K * kStrip; ++i) total[i] = 0;
            sum_piece(total, task / pieces, task % pieces);
            if (pieces == 1) finish_strip(task, total);
        }
    });
    if (pieces == 1) return;
    parallel_for(strips, K * strips * pieces * kStrip, [&](std::int64_t strip, std::int64_t end, int) {
        for (; strip < end; ++strip) {
            double* total = partial + strip * pieces * K * kStrip;
            for (std::int64_t piece = 1; piece < pieces; ++piece)
                for (std::int64_t i = 0; i < K * kStrip; ++i) total[i] += total[piece * K * kStrip + i];
            finish_strip(strip, total);
        }
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
